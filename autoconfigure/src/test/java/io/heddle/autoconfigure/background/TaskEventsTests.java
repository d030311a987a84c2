package io.heddle.autoconfigure.background;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.background.ExecutionState;
import io.heddle.background.ThreadManager;
import io.heddle.background.ThreadWrapper;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.context.event.EventListener;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.ResolvableType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class TaskEventsTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RegistryAutoConfiguration.class, BackgroundAutoConfiguration.class));

	@ParameterizedTest
	@EnumSource(ThreadMode.class)
	void theCourseOfATaskIsEvents(ThreadMode mode) {
		assumeTrue(ThreadSource.isSupported(mode));
		Events events = new Events();
		this.runner.withPropertyValues("heddle.background.mode=" + mode)
			.withBean(Events.class, () -> events)
			.run((context) -> {
				ThreadManager manager = context.getBean(ThreadManager.class);
				manager.task(() -> 1).name("good").onEnd(() -> events.heard.add("onEnd")).doAsync().join(LONG);
				context.getSourceApplicationContext().stop();
				assertThat(events.heard).containsExactly("started good RUNNING", "succeeded good RETURNED", "onEnd",
						"ended good CLOSED");
				assertThat(events.managers).containsOnly(manager);
			});
	}

	@Test
	void aFailureIsAnEvent() {
		Events events = new Events();
		this.runner.withBean(Events.class, () -> events).run((context) -> {
			ThreadManager manager = context.getBean(ThreadManager.class);
			manager.task(() -> {
				throw new IllegalStateException("broken");
			}).name("bad").doAsync();
			context.getSourceApplicationContext().stop();
			assertThat(events.heard).containsExactly("started bad RUNNING", "failed bad EXCEPTION", "ended bad CLOSED");
		});
	}

	@Test
	void onlyWhatSomebodyHearsIsPublished() {
		List<Class<?>> published = new CopyOnWriteArrayList<>();
		Failures failures = new Failures();
		this.runner.withBean(Failures.class, () -> failures)
			.withBean(AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME,
					ApplicationEventMulticaster.class, () -> new NotingMulticaster(published))
			.run((context) -> {
				ThreadManager manager = context.getBean(ThreadManager.class);
				manager.doAsync(() -> 1);
				manager.task(() -> {
					throw new IllegalStateException("broken");
				}).doAsync();
				context.getSourceApplicationContext().stop();
				assertThat(published).containsOnlyOnce(TaskFailedEvent.class)
					.doesNotContain(TaskStartedEvent.class, TaskSucceededEvent.class, TaskEndedEvent.class);
				assertThat(failures.heard).hasSize(1);
			});
	}

	@Test
	void managersOfTheUserTellTheirEventsToo() {
		Events events = new Events();
		ThreadManager own = ThreadManager.builder().name("mails").build();
		this.runner.withBean(Events.class, () -> events)
			.withBean("mails", ThreadManager.class, () -> own)
			.run((context) -> {
				own.doAsync(() -> 1);
				context.getSourceApplicationContext().stop();
				assertThat(events.managers).hasSize(3).containsOnly(own);
			});
	}

	@Test
	void aListenerThatThrowsDoesNotConcernTheTask() {
		this.runner.withBean(Thrower.class).run((context) -> {
			ThreadWrapper<Integer> task = context.getBean(ThreadManager.class).doAsync(() -> 42);
			assertThat(task.get()).isEqualTo(42);
			assertThat(task.join(LONG)).isTrue();
			assertThat(task.getCallbackErrors()).isEmpty();
		});
	}

	static class Events {

		private final List<String> heard = new CopyOnWriteArrayList<>();

		private final List<ThreadManager> managers = new CopyOnWriteArrayList<>();

		@EventListener
		void started(TaskStartedEvent event) {
			hear("started", event);
		}

		@EventListener
		void succeeded(TaskSucceededEvent event) {
			hear("succeeded", event);
		}

		@EventListener
		void failed(TaskFailedEvent event) {
			hear("failed", event);
		}

		@EventListener
		void ended(TaskEndedEvent event) {
			hear("ended", event);
		}

		private void hear(String what, TaskEvent event) {
			ThreadWrapper<?> thread = event.getThread();
			ExecutionState state = thread.getExecutionState();
			this.heard.add("%s %s %s".formatted(what, thread.getTaskName(), state));
			this.managers.add(event.getManager());
		}

	}

	static class Thrower {

		@EventListener
		void hear(TaskEvent event) {
			throw new IllegalStateException("Not interested in " + event.getThread().getName());
		}

	}

	static class Failures {

		private final List<TaskFailedEvent> heard = new CopyOnWriteArrayList<>();

		@EventListener
		void failed(TaskFailedEvent event) {
			this.heard.add(event);
		}

	}

	/** Notes the classes of events. */
	private static final class NotingMulticaster extends SimpleApplicationEventMulticaster {

		private final List<Class<?>> published;

		NotingMulticaster(List<Class<?>> published) {
			this.published = published;
		}

		@Override
		public void multicastEvent(ApplicationEvent event, @Nullable ResolvableType type) {
			this.published.add(event.getClass());
			super.multicastEvent(event, type);
		}

	}

}
