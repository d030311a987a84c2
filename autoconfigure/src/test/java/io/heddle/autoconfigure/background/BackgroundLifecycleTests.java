package io.heddle.autoconfigure.background;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.heddle.activity.ActivityState;
import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.background.ExecutionState;
import io.heddle.background.ThreadManager;
import io.heddle.background.ThreadWrapper;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

@ExtendWith(OutputCaptureExtension.class)
class BackgroundLifecycleTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	private volatile ThreadManager manager = ThreadManager.builder().build();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RegistryAutoConfiguration.class, BackgroundAutoConfiguration.class));

	@AfterEach
	void noThreadLeaked() {
		await().atMost(LONG).untilAsserted(() -> {
			assertThat(this.manager.snapshot().threads()).isZero();
			assertThat(Thread.getAllStackTraces().keySet())
				.noneMatch((thread) -> thread.getName().startsWith("threadM"));
		});
	}

	private ThreadManager in(ConfigurableApplicationContext context) {
		this.manager = context.getBean("threadManager", ThreadManager.class);
		return this.manager;
	}

	@ParameterizedTest
	@EnumSource(ThreadMode.class)
	void drainsBeforeOtherBeansAreClosed(ThreadMode mode, CapturedOutput output) {
		assumeTrue(ThreadSource.isSupported(mode));
		CountDownLatch stopping = new CountDownLatch(1);
		Database database = new Database();
		CompletableFuture<ThreadWrapper<Boolean>> task = new CompletableFuture<>();
		this.runner.withPropertyValues("heddle.background.mode=" + mode)
			.withBean(Database.class, () -> database)
			.run((context) -> {
				ThreadManager threads = in(context.getSourceApplicationContext());
				threads.addListener((activity, from, to) -> stopping.countDown());
				task.complete(threads.doAsync(() -> stopping.await(20, TimeUnit.SECONDS) && !database.closed.get()));
			});
		assertThat(task.join().getExecutionState()).isEqualTo(ExecutionState.CLOSED);
		assertThat(task.join().getResult()).isTrue();
		assertThat(database.closed).isTrue();
		assertThat(this.manager.activityState()).isEqualTo(ActivityState.ENDED);
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> this.manager.doAsync(() -> 1));
		assertThat(output).containsOnlyOnce("Shutdown complete").contains("Thread manager 'threadManager' ended after");
	}

	@Test
	void isStartedAgainByARestartOfTheContext() {
		this.runner.withPropertyValues("heddle.background.managers.reports.max-threads=1").run((context) -> {
			ConfigurableApplicationContext source = context.getSourceApplicationContext();
			ThreadManager threads = in(source);
			ThreadManager reports = context.getBean("reports", ThreadManager.class);
			source.stop();
			assertThat(threads.activityState()).isEqualTo(ActivityState.ENDED);
			assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> threads.doAsync(() -> 1));
			source.start();
			assertThat(threads.doAsync(() -> 1).get()).isEqualTo(1);
			source.restart();
			assertThat(threads.doAsync(() -> 2).get()).isEqualTo(2);
			assertThat(reports.doAsync(() -> 3).get()).isEqualTo(3);
		});
	}

	@Test
	void aStuckTaskIsNamedAndDoesNotHoldTheContextTwice(CapturedOutput output) {
		Stuck stuck = new Stuck();
		CompletableFuture<ThreadWrapper<?>> task = new CompletableFuture<>();
		this.runner.withPropertyValues("heddle.shutdown.timeout=100ms").run((context) -> {
			task.complete(in(context.getSourceApplicationContext()).task(stuck::work).name("report").doAsync());
			assertThat(stuck.reached.await(20, TimeUnit.SECONDS)).isTrue();
		});
		assertThat(task.join().isDone()).isFalse();
		assertThat(output).contains("Shutdown incomplete after")
			.containsPattern("Task 'report-\\d+' RUNNING in thread");
		stuck.release.countDown();
		await().atMost(LONG).until(() -> task.join().isDone());
		await().atMost(LONG).until(() -> this.manager.activityState() == ActivityState.ENDED);
		assertThat(output).doesNotContain("A listener failed");
	}

	@Test
	void aBeanThatFailsLeavesNothingBehind() {
		this.runner.withPropertyValues("heddle.shutdown.timeout=10s")
			.withUserConfiguration(Early.class)
			.run((context) -> {
				assertThat(context).hasFailed();
				this.manager = Early.MANAGER.join();
				assertThat(this.manager.activityState()).isEqualTo(ActivityState.ENDED);
			});
	}

	@Test
	void aHundredContextsLeaveNoThread() {
		for (int i = 0; i < 100; i++) {
			this.runner.run((context) -> assertThat(in(context.getSourceApplicationContext()).doAsync(() -> 1).get())
				.isEqualTo(1));
		}
	}

	static class Database implements AutoCloseable {

		private final AtomicBoolean closed = new AtomicBoolean();

		@Override
		public void close() {
			this.closed.set(true);
		}

	}

	static class Stuck {

		private final CountDownLatch reached = new CountDownLatch(1);

		private final CountDownLatch release = new CountDownLatch(1);

		void work() {
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

	/** Has a task run before the context is complete. */
	@Configuration(proxyBeanMethods = false)
	static class Early {

		private static final CompletableFuture<ThreadManager> MANAGER = new CompletableFuture<>();

		@Bean
		Integer early(ThreadManager manager) throws Exception {
			MANAGER.complete(manager);
			return manager.doAsync(() -> 1).get();
		}

		@Bean
		@DependsOn("early")
		Object broken() {
			throw new IllegalStateException("broken");
		}

	}

}
