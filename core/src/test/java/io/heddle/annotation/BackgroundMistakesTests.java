package io.heddle.annotation;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import io.heddle.background.Background;
import io.heddle.background.ThreadManager;
import io.heddle.background.ThreadWrapper;
import io.heddle.testing.NoLeakedThreads;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.BeanCreationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Mistakes that stop the start, and what is said about each.
 */
@ExtendWith(NoLeakedThreads.class)
class BackgroundMistakesTests {

	private static final String NAME_IT = "Write \"method\" for one of the same bean, or \"bean#method\".";

	private static BackgroundMistakeException mistake(Callable<?> start) {
		Throwable failure = catchThrowable(start::call);
		assertThat(failure).isNotNull();
		Throwable cause = (failure instanceof BeanCreationException) ? failure.getCause() : failure;
		assertThat(cause).isInstanceOf(BackgroundMistakeException.class);
		return (BackgroundMistakeException) Objects.requireNonNull(cause);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void t52stopsTheStart(Class<?> type, String description, String action) {
		BackgroundMistakeException mistake = mistake(Application.of(Mailer.class)
			.bean("exports", type)
			.manager("threadManager", ThreadManager.builder())
			.manager("reports", ThreadManager.builder())
			.with((context) -> context.getBeanDefinition("threadManager").setPrimary(true))::start);
		assertThat(mistake.getDescription()).isEqualTo(
				"Method 'BackgroundMistakesTests.%s.export()' of bean 'exports' is " + "@Background%s",
				type.getSimpleName(), description);
		assertThat(mistake.getAction()).isEqualTo(action);
		assertThat(mistake).hasMessage(mistake.getDescription() + " " + mistake.getAction());
	}

	static Stream<Arguments> t52stopsTheStart() {
		return Stream.concat(methodMistakes(), callbackMistakes());
	}

	private static Stream<Arguments> methodMistakes() {
		String types = "Return void, ThreadWrapper, Future, CompletableFuture or CompletionStage.";
		return Stream.of(arguments(ReturnsText.class, ", but its return type is java.lang.String.", types),
				arguments(ReturnsInt.class, ", but its return type is int.", types),
				arguments(NoThreadParameter.class,
						"(giveThread = true), but it has no parameter of type ThreadWrapper.",
						"Add one, for which callers pass null, or remove giveThread and use ThreadWrapper.current()."),
				arguments(UnknownManager.class, "(manager = \"report\"), but there is no bean 'report'.",
						"Did you mean 'reports'? The ThreadManager beans are [threadManager, reports]."),
				arguments(
						NoManager.class, "(manager = \"mailer\"), but bean 'mailer' of type %s is no ThreadManager."
							.formatted(Mailer.class.getName()),
						"The ThreadManager beans are [threadManager, reports]."));
	}

	private static Stream<Arguments> callbackMistakes() {
		return Stream.of(arguments(UnknownCallback.class,
				"(onSuccess = \"mailLnk\"), but BackgroundMistakesTests.UnknownCallback has no method 'mailLnk'.",
				"Did you mean 'mailLink'? " + NAME_IT),
				arguments(UnknownBean.class, "(onFail = \"mailr#send\"), but there is no bean 'mailr'.",
						"Did you mean 'mailer'? Write \"bean#method\" with the name of a bean."),
				arguments(UnknownMethodOfBean.class,
						"(onEnd = \"mailer#sent\"), but BackgroundMistakesTests.Mailer has no method 'sent'.",
						"Did you mean 'send'? " + NAME_IT),
				arguments(NoName.class, "(onEnd = \"mailer#\"), but that names no method.", NAME_IT),
				arguments(WrongResult.class,
						"(onSuccess = \"done\"), but BackgroundMistakesTests.WrongResult.done(Integer) cannot be called.",
						"It may take nothing, (String), (ThreadWrapper) or (String, ThreadWrapper)."),
				arguments(WrongOrder.class,
						"(onFail = \"failed\"), but BackgroundMistakesTests.WrongOrder.failed(ThreadWrapper, Throwable) "
								+ "and BackgroundMistakesTests.WrongOrder.failed(int) cannot be called.",
						"It may take nothing, (Throwable), (ThreadWrapper) or (Throwable, ThreadWrapper)."),
				arguments(EndWithResult.class,
						"(onEnd = \"end\"), but BackgroundMistakesTests.EndWithResult.end(String) cannot be called.",
						"It may take nothing or (ThreadWrapper)."),
				arguments(ResultOfNothing.class,
						"(onSuccess = \"done\"), but BackgroundMistakesTests.ResultOfNothing.done(String) cannot be called.",
						"It may take nothing, (Void), (ThreadWrapper) or (Void, ThreadWrapper)."),
				arguments(Ambiguous.class,
						"(onSuccess = \"done\"), but it is open which of them is called: BackgroundMistakesTests.Ambiguous"
								+ ".done() and BackgroundMistakesTests.Ambiguous.done(String).",
						"Give all of them but one another name."),
				arguments(Unreachable.class,
						"(onEnd = \"mailer#secret\"), but secret() cannot be called through its bean: it is private.",
						"Make it public and not final, and declare it in an interface if the bean is proxied by its interfaces."));
	}

	@Test
	void severalThreadParametersStopTheStart() {
		BackgroundMistakeException mistake = mistake(
				Application.of(TwoThreads.class).manager("threadManager", ThreadManager.builder())::start);
		assertThat(mistake)
			.hasMessage("Method 'BackgroundMistakesTests.TwoThreads.export(ThreadWrapper, ThreadWrapper)' "
					+ "of bean 'twoThreads' is @Background(giveThread = true), but it has more than one parameter of type "
					+ "ThreadWrapper. Leave one of them, or remove giveThread and use ThreadWrapper.current().");
	}

	@Test
	void aMethodThatNoInterfaceOfTheOtherBeanHasStopsTheStart() {
		BackgroundMistakeException mistake = mistake(Application.of(Mailer.class, Unreachable.class)
			.withInterfaceProxies()
			.manager("threadManager", ThreadManager.builder())::start);
		assertThat(mistake).hasMessageContaining("secret() cannot be called through its bean: no interface has it.");
	}

	@Test
	void noManagerStopsTheStart() {
		assertThat(mistake(Application.of(Fine.class)::start))
			.hasMessage("Method 'BackgroundMistakesTests.Fine.export()' of bean 'fine' is @Background, but there is no "
					+ "ThreadManager bean. Declare one: ThreadManager.builder().build().");
	}

	@Test
	void severalManagersStopTheStart() {
		assertThat(mistake(Application.of(Fine.class)
			.manager("one", ThreadManager.builder())
			.manager("other", ThreadManager.builder())::start))
			.hasMessage("Method 'BackgroundMistakesTests.Fine.export()' of bean 'fine' is @Background, but it is open "
					+ "which of the ThreadManager beans [one, other] runs it. Name one by 'manager', or make one of them "
					+ "@Primary.");
	}

	@Test
	void aBeanThatIsMadeLaterIsCheckedByItsType() {
		assertThat(mistake(Application.of(Mailer.class, UnknownMethodOfBean.class)
			.manager("threadManager", ThreadManager.builder())
			.with((context) -> context.getBeanDefinition("mailer").setLazyInit(true))::start))
			.hasMessageContaining("has no method 'sent'");
	}

	static class Fine {

		@Background
		public void export() {
		}

	}

	static class ReturnsText {

		@Background
		public String export() {
			return "text";
		}

	}

	static class ReturnsInt {

		@Background
		public int export() {
			return 1;
		}

	}

	static class NoThreadParameter {

		@Background(giveThread = true)
		public void export() {
		}

	}

	static class TwoThreads {

		@Background(giveThread = true)
		public void export(ThreadWrapper<?> one, @Nullable ThreadWrapper<?> other) {
		}

	}

	static class UnknownManager {

		@Background(manager = "report")
		public void export() {
		}

	}

	static class NoManager {

		@Background(manager = "mailer")
		public void export() {
		}

	}

	static class UnknownCallback {

		@Background(onSuccess = "mailLnk")
		public void export() {
		}

		void mailLink() {
		}

	}

	static class UnknownBean {

		@Background(onFail = "mailr#send")
		public void export() {
		}

	}

	static class UnknownMethodOfBean {

		@Background(onEnd = "mailer#sent")
		public void export() {
		}

	}

	static class NoName {

		@Background(onEnd = "mailer#")
		public void export() {
		}

	}

	static class WrongResult {

		@Background(onSuccess = "done")
		public CompletableFuture<String> export() {
			return CompletableFuture.completedFuture("");
		}

		void done(Integer result) {
		}

	}

	static class WrongOrder {

		@Background(onFail = "failed")
		public void export() {
		}

		void failed(ThreadWrapper<?> thread, Throwable failure) {
		}

		void failed(int number) {
		}

	}

	static class EndWithResult {

		@Background(onEnd = "end")
		public ThreadWrapper<String> export() {
			return ThreadWrapper.completed("");
		}

		void end(String result) {
		}

	}

	static class ResultOfNothing {

		@Background(onSuccess = "done")
		public void export() {
		}

		void done(String result) {
		}

	}

	static class Ambiguous {

		@Background(onSuccess = "done")
		public Future<String> export() {
			return ThreadWrapper.completed("");
		}

		void done() {
		}

		void done(String result) {
		}

	}

	static class Unreachable {

		@Background(onEnd = "mailer#secret")
		public void export() {
		}

	}

	interface Sender {

		@Background
		void send();

	}

	static class Mailer implements Sender {

		@Override
		public void send() {
		}

		@SuppressWarnings("UnusedMethod") // found by its name
		private void secret() {
		}

	}

}
