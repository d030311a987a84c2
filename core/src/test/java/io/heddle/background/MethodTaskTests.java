package io.heddle.background;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;

import io.heddle.testing.NoLeakedThreads;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Methods of a bean by their name.
 */
@ExtendWith(NoLeakedThreads.class)
class MethodTaskTests {

	private final ThreadManager manager = ThreadManager.builder().build();

	private final Mail mail = new Mail();

	@AfterEach
	void close() {
		this.manager.close();
	}

	@Test
	void t47ArgumentsReachTheMethodInOrder() throws Exception {
		ThreadWrapper<@Nullable Object> thread = this.manager.task(this.mail, "send").args("a", 3).doAsync();
		assertThat(thread.get()).isEqualTo("a 3");
		assertThat(thread.getName()).isEqualTo("send-" + thread.getId());
	}

	@Test
	void t47AMethodThatWantsItsHandleGetsItInFront() throws Exception {
		ThreadWrapper<@Nullable Object> thread = this.manager.task(this.mail, "count")
			.args(List.of("x", "y"))
			.doAsync();
		assertThat(thread.get()).isEqualTo(2);
		assertThat(thread.getStatus()).isEqualTo("counted");
	}

	@Test
	void aMethodMayBePrivateAndTakeNothing() throws Exception {
		assertThat(this.manager.task(this.mail, "secret").doAsync().get()).isNull();
		assertThat(this.mail.calls).containsExactly("secret");
	}

	@Test
	void whatItThrowsIsTheFailureItself() {
		ThreadWrapper<@Nullable Object> thread = this.manager.task(this.mail, "fail").doAsync();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(thread::get)
			.havingCause()
			.isInstanceOf(UnsupportedOperationException.class)
			.withMessage("no mail");
	}

	@Test
	void aMethodThatIsNotThereIsRefusedWithTheNamesOfTheOthers() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.manager.task(this.mail, "sent"))
			.withMessageContaining(Mail.class.getName())
			.withMessageContaining("'sent'")
			.withMessageContaining("count, fail, secret, send");
	}

	@Test
	void argumentsThatDoNotFitAreRefused() {
		TaskBuilder<@Nullable Object> task = this.manager.task(this.mail, "send").args(3, "a");
		assertThatIllegalArgumentException().isThrownBy(task::doAsync)
			.withMessageContaining("no method 'send' that takes (java.lang.Integer, java.lang.String)");
		assertThat(this.manager.keys()).isEmpty();
	}

	@Test
	void aLambdaTakesNoArguments() {
		assertThatIllegalStateException().isThrownBy(() -> this.manager.task(() -> 1).args(1))
			.withMessageContaining("let the lambda capture them");
	}

	/** A bean. */
	@SuppressWarnings("UnusedMethod") // called by their names
	static final class Mail {

		private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

		String send(String text, int times) {
			return text + " " + times;
		}

		int count(ThreadWrapper<?> thread, List<String> users) {
			thread.setStatus("counted");
			return users.size();
		}

		void fail() {
			throw new UnsupportedOperationException("no mail");
		}

		private void secret() {
			this.calls.add("secret");
		}

	}

}
