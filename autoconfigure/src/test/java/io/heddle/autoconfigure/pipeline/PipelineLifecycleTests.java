package io.heddle.autoconfigure.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.pipeline.Backend;
import io.heddle.pipeline.Frontend;
import io.heddle.pipeline.Pipeline;
import io.heddle.pipeline.PipelineState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class PipelineLifecycleTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RegistryAutoConfiguration.class, PipelineAutoConfiguration.class))
		.withPropertyValues("heddle.pipeline.census.flow=frontend,store",
				"heddle.pipeline.census.stages.store.queue-capacity=8");

	private Set<Thread> before = Set.of();

	@BeforeEach
	void rememberThreads() {
		this.before = Thread.getAllStackTraces().keySet();
	}

	@AfterEach
	void noThreadLeaked() {
		await().atMost(LONG).untilAsserted(() -> assertThat(leaked()).isEmpty());
	}

	private List<String> leaked() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !this.before.contains(thread))
			.map(Thread::getName)
			.filter((name) -> name.startsWith("census") || name.startsWith("heddle") || name.startsWith("slow"))
			.toList();
	}

	@Test
	void drainsBeforeOtherBeansAreClosed(CapturedOutput output) {
		Endless frontend = new Endless();
		Database database = new Database();
		this.runner.withBean("frontend", Frontend.class, () -> frontend)
			.withBean("store", Store.class, () -> new Store(database))
			.withBean("database", Database.class, () -> database)
			.run((context) -> {
				await().until(() -> database.rows.get() > 100);
				assertThat(context.getBean(Pipeline.class).getState()).isEqualTo(PipelineState.RUNNING);
			});
		assertThat(database.closed).isTrue();
		assertThat(database.tooLate).hasValue(0);
		assertThat(output).containsPattern("Shutdown complete after \\d+ ms\\R"
				+ "Pipeline 'census' ended after \\d+ ms, everything drained\\R  frontend: drained");
	}

	@Test
	void isResumedByARestartOfTheContext() {
		this.runner.withBean("frontend", Endless.class).withBean("store", Nowhere.class).run((context) -> {
			Pipeline pipeline = context.getBean(Pipeline.class);
			ConfigurableApplicationContext source = context.getSourceApplicationContext();
			source.stop();
			assertThat(pipeline.getState()).isEqualTo(PipelineState.ENDED);
			source.start();
			assertThat(pipeline.getState()).isEqualTo(PipelineState.RUNNING);
			source.restart();
			assertThat(pipeline.getState()).isEqualTo(PipelineState.RUNNING);
			assertThat(pipeline.snapshot().runs()).isEqualTo(3);
		});
	}

	@Test
	void isNotRunAgainByARestartWhenItHasEnded() {
		this.runner.withBean("frontend", Numbers.class).withBean("store", Nowhere.class).run((context) -> {
			Pipeline pipeline = context.getBean(Pipeline.class);
			assertThat(pipeline.awaitEnd(LONG)).isTrue();
			context.getSourceApplicationContext().restart();
			assertThat(pipeline.snapshot().runs()).isEqualTo(1);
			pipeline.run();
			assertThat(pipeline.snapshot().runs()).isEqualTo(2);
		});
	}

	@Test
	void isNotRunAgainByARestartWhenItHasFailed() {
		this.runner.withBean("frontend", Numbers.class).withBean("store", Broken.class).run((context) -> {
			Pipeline pipeline = context.getBean(Pipeline.class);
			assertThat(pipeline.awaitEnd(LONG)).isTrue();
			context.getSourceApplicationContext().restart();
			assertThat(pipeline.getState()).isEqualTo(PipelineState.FAILED);
			assertThat(pipeline.snapshot().runs()).isEqualTo(1);
		});
	}

	@Test
	void aStuckStageIsNamedAndTheContextCloses(CapturedOutput output) {
		Stuck stuck = new Stuck();
		this.runner.withPropertyValues("heddle.shutdown.timeout=100ms")
			.withBean("frontend", Endless.class)
			.withBean("store", Stuck.class, () -> stuck)
			.run((context) -> assertThat(stuck.reached.await(20, TimeUnit.SECONDS)).isTrue());
		assertThat(output).contains("Shutdown incomplete after").contains("blocked: census-store-0 at ");
		stuck.release.countDown();
	}

	@Test
	void aStartThatFailsLeavesNothingBehind() {
		this.runner.withBean("frontend", Endless.class)
			.withBean("store", Nowhere.class)
			.withBean("breaker", StartBreaker.class)
			.run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void aBeanThatFailsLeavesNothingBehind() {
		this.runner.withBean("frontend", Endless.class)
			.withBean("store", Nowhere.class)
			.withBean("broken", Object.class, () -> {
				throw new IllegalStateException("broken");
			})
			.run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void twoContextsDoNotMeet() {
		ApplicationContextRunner endless = this.runner.withBean("frontend", Endless.class)
			.withBean("store", Nowhere.class);
		endless.run((one) -> {
			endless.run((two) -> {
				assertThat(two.getBean(Pipeline.class)).isNotSameAs(one.getBean(Pipeline.class));
				assertThat(two.getBean(Pipeline.class).getState()).isEqualTo(PipelineState.RUNNING);
			});
			assertThat(one.getBean(Pipeline.class).getState()).isEqualTo(PipelineState.RUNNING);
		});
	}

	@Test
	void aHundredContextsLeaveNoThread() {
		ApplicationContextRunner endless = this.runner.withBean("frontend", Endless.class)
			.withBean("store", Nowhere.class);
		for (int i = 0; i < 100; i++) {
			endless.run((context) -> assertThat(context).hasNotFailed());
		}
	}

	@Test
	void aStopIsAnEventToo() {
		Events events = new Events();
		this.runner.withBean("frontend", Endless.class)
			.withBean("store", Nowhere.class)
			.withBean(Events.class, () -> events)
			.run((context) -> context.getBean(Pipeline.class).stop(LONG));
		assertThat(events.heard).containsExactly("census was stopped");
	}

	@Test
	void endsAreEvents() {
		Events events = new Events();
		this.runner.withBean("frontend", Numbers.class)
			.withBean("store", Nowhere.class)
			.withBean(Events.class, () -> events)
			.run((context) -> assertThat(context.getBean(Pipeline.class).awaitEnd(LONG)).isTrue());
		assertThat(events.heard).containsExactly("census ended");
	}

	@Test
	void failuresAreEventsAndAnExitCode() {
		Events events = new Events();
		this.runner.withBean("frontend", Numbers.class)
			.withBean("store", Broken.class)
			.withBean(Events.class, () -> events)
			.run((context) -> {
				assertThat(context.getBean(PipelineExitCode.class).getExitCode()).isZero();
				assertThat(context.getBean(Pipeline.class).awaitEnd(LONG)).isTrue();
				assertThat(context.getBean(PipelineExitCode.class).getExitCode()).isOne();
				assertThat(context.getSourceApplicationContext().isActive()).isTrue();
			});
		assertThat(events.heard).containsExactly("census failed in store: broken");
	}

	@Test
	void aPipelineStartedByHandGivesNoExitCode() {
		this.runner.withPropertyValues("heddle.pipeline.census.auto-start=false")
			.withBean("frontend", Numbers.class)
			.withBean("store", Broken.class)
			.run((context) -> {
				Pipeline pipeline = context.getBean(Pipeline.class);
				pipeline.start();
				assertThat(pipeline.awaitEnd(LONG)).isTrue();
				assertThat(context.getBean(PipelineExitCode.class).getExitCode()).isZero();
			});
	}

	static class Nowhere implements Backend<Object> {

		@Override
		public void process(Object item) {
		}

	}

	static class Database implements AutoCloseable {

		final AtomicInteger rows = new AtomicInteger();

		final AtomicInteger tooLate = new AtomicInteger();

		final AtomicBoolean closed = new AtomicBoolean();

		void insert() {
			this.rows.incrementAndGet();
			if (this.closed.get()) {
				this.tooLate.incrementAndGet();
			}
		}

		@Override
		public void close() {
			this.closed.set(true);
		}

	}

	static class Store implements Backend<Integer> {

		private final Database database;

		Store(Database database) {
			this.database = database;
		}

		@Override
		public void process(Integer item) {
			this.database.insert();
		}

	}

	static class Broken implements Backend<Integer> {

		@Override
		public void process(Integer item) {
			throw new IllegalStateException("broken");
		}

	}

	static class Stuck implements Backend<Integer> {

		final CountDownLatch reached = new CountDownLatch(1);

		final CountDownLatch release = new CountDownLatch(1);

		@Override
		public void process(Integer item) {
			this.reached.countDown();
			boolean released = false;
			while (!released) {
				released = awaitRelease();
			}
		}

		/** Ignores interrupts, as bad code does. */
		@SuppressWarnings("Interruption")
		private boolean awaitRelease() {
			try {
				return this.release.await(1, TimeUnit.MINUTES);
			}
			catch (InterruptedException ex) {
				return false;
			}
		}

	}

	static class StartBreaker implements SmartLifecycle {

		@Override
		public void start() {
			throw new IllegalStateException("the last one cannot start");
		}

		@Override
		public void stop() {
		}

		@Override
		public boolean isRunning() {
			return false;
		}

	}

	static class Events {

		final List<String> heard = new CopyOnWriteArrayList<>();

		@EventListener
		void ended(PipelineEndedEvent event) {
			this.heard.add(event.getPipeline().name() + (event.isStopped() ? " was stopped" : " ended"));
		}

		@EventListener
		void failed(PipelineFailedEvent event) {
			this.heard.add("%s failed in %s: %s".formatted(event.getPipeline().name(), event.getFailure().where(),
					event.getFailure().cause().getMessage()));
		}

	}

}
