package io.heddle.annotation;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import io.heddle.background.Background;
import io.heddle.background.ThreadManager;
import io.heddle.background.ThreadWrapper;
import io.heddle.testing.NoLeakedThreads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Which manager runs a background method.
 */
@ExtendWith(NoLeakedThreads.class)
class BackgroundManagerTests {

	@Test
	void t53AManagerIsChosenByItsName() throws Exception {
		Application application = Application.of(Jobs.class)
			.manager("threadManager", ThreadManager.builder())
			.manager("reports", ThreadManager.builder());
		try (AnnotationConfigApplicationContext context = application.start()) {
			ThreadManager usual = context.getBean("threadManager", ThreadManager.class);
			ThreadManager reports = context.getBean("reports", ThreadManager.class);
			context.getBean(Jobs.class).report().get();
			assertThat(reports.snapshot().counts().started()).isEqualTo(1);
			assertThat(usual.snapshot().counts().started()).isZero();
			context.getBean(Jobs.class).usual().get();
			assertThat(usual.snapshot().counts().started()).isEqualTo(1);
			usual.close();
			assertThat(context.getBean(Jobs.class).report().get()).isEqualTo("report");
		}
	}

	@Test
	void theOnlyManagerIsTheDefault() throws Exception {
		Application application = Application.of(Usual.class).manager("own", ThreadManager.builder());
		try (AnnotationConfigApplicationContext context = application.start()) {
			assertThat(run(context, "own")).isEqualTo(1);
		}
	}

	@Test
	void thePrimaryManagerIsTheDefault() throws Exception {
		Application application = Application.of(Usual.class)
			.manager("threadManager", ThreadManager.builder())
			.manager("own", ThreadManager.builder())
			.with((context) -> context.getBeanDefinition("own").setPrimary(true));
		try (AnnotationConfigApplicationContext context = application.start()) {
			assertThat(run(context, "own")).isEqualTo(1);
		}
	}

	@Test
	void aManagerOfAParentContextWillDo() throws Exception {
		try (AnnotationConfigApplicationContext parent = Application.of()
			.manager("threadManager", ThreadManager.builder())
			.start();
				AnnotationConfigApplicationContext context = Application.of(Usual.class)
					.with((child) -> child.setParent(parent))
					.start()) {
			assertThat(run(context, "threadManager")).isEqualTo(1);
		}
	}

	private static long run(AnnotationConfigApplicationContext context, String manager)
			throws InterruptedException, ExecutionException {
		context.getBean(Usual.class).usual().get();
		return context.getBean(manager, ThreadManager.class).snapshot().counts().started();
	}

	/** A lazy bean may be what the manager depends on. */
	@Test
	void aBeanThatIsMadeLaterFindsItsManagerWhenItIsCalled() throws Exception {
		Application application = Application.of(Usual.class)
			.with((context) -> context.getBeanDefinition("usual").setLazyInit(true));
		try (AnnotationConfigApplicationContext context = application.start()) {
			Usual usual = context.getBean(Usual.class);
			assertThatExceptionOfType(BackgroundMistakeException.class).isThrownBy(usual::usual)
				.withMessageStartingWith(
						"Method 'BackgroundManagerTests.Usual.usual()' of bean 'usual' is @Background, "
								+ "but there is no ThreadManager bean.");
		}
	}

	@Test
	void aBeanThatIsMadeLaterIsCheckedUntilItIsRight() {
		Application application = Application.of(Jobs.class)
			.manager("threadManager", ThreadManager.builder())
			.with((context) -> context.getBeanDefinition("jobs").setScope(BeanDefinition.SCOPE_PROTOTYPE));
		try (AnnotationConfigApplicationContext context = application.start()) {
			for (int i = 0; i < 2; i++) {
				assertThatExceptionOfType(BeanCreationException.class).isThrownBy(() -> context.getBean(Jobs.class))
					.havingRootCause()
					.isInstanceOf(BackgroundMistakeException.class)
					.withMessageContaining("there is no bean 'reports'");
			}
			context.registerBean("reports", ThreadManager.class, () -> ThreadManager.builder().build());
			assertThat(context.getBean(Jobs.class)).isNotNull();
		}
	}

	static class Usual {

		@Background
		public Future<String> usual() {
			return ThreadWrapper.completed("usual");
		}

	}

	static class Jobs extends Usual {

		@Background(manager = "reports")
		public Future<String> report() {
			return ThreadWrapper.completed("report");
		}

	}

}
