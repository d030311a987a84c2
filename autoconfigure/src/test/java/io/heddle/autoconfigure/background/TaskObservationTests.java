package io.heddle.autoconfigure.background;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.background.ThreadManager;
import io.heddle.background.ThreadWrapper;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class TaskObservationTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	private final List<Observation.Context> ended = new CopyOnWriteArrayList<>();

	private final ObservationRegistry registry = ObservationRegistry.create();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RegistryAutoConfiguration.class, BackgroundAutoConfiguration.class))
		.withPropertyValues("heddle.background.managers.reports.max-threads=1")
		.withBean(ObservationRegistry.class, () -> this.registry);

	TaskObservationTests() {
		this.registry.observationConfig().observationHandler(new ObservationHandler<>() {

			@Override
			public void onStop(Observation.Context context) {
				TaskObservationTests.this.ended.add(context);
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return true;
			}

		});
	}

	@ParameterizedTest
	@EnumSource(ThreadMode.class)
	void aTaskIsAnObservationBelowThatOfItsCaller(ThreadMode mode) {
		assumeTrue(ThreadSource.isSupported(mode));
		this.runner.withPropertyValues("heddle.background.mode=" + mode).run((context) -> {
			ThreadManager reports = context.getBean("reports", ThreadManager.class);
			Observation caller = Observation.start("caller", this.registry);
			ThreadWrapper<Observation> task = caller
				.scoped(() -> reports.task(() -> Objects.requireNonNull(this.registry.getCurrentObservation()))
					.name("export")
					.doAsync());
			assertThat(task.join(LONG)).isTrue();
			Observation.Context observed = this.ended.get(0);
			assertThat(observed.getName()).isEqualTo("heddle.background.task");
			assertThat(observed.getContextualName()).isEqualTo("task export");
			assertThat(observed.getLowCardinalityKeyValues()).map((pair) -> pair.getKey() + "=" + pair.getValue())
				.containsExactly("name=reports", "task=export");
			assertThat(observed.getHighCardinalityKeyValues()).map((pair) -> pair.getKey() + "=" + pair.getValue())
				.containsExactly("id=" + task.getId());
			assertThat(observed.getParentObservation()).isSameAs(caller);
			assertThat(observed.getError()).isNull();
			assertThat(task.get().getContext()).isSameAs(observed);
			assertThat(reports.doAsync(() -> this.registry.getCurrentObservation()).get()).isNotNull()
				.isNotSameAs(task.get());
			assertThat(this.registry.getCurrentObservation()).isNull();
		});
	}

	@Test
	void aFailureIsRecorded() {
		this.runner.run((context) -> {
			IllegalStateException failure = new IllegalStateException("broken");
			context.getBean(ThreadManager.class).doAsync(() -> {
				throw failure;
			}).join(LONG);
			assertThat(this.ended).singleElement().extracting(Observation.Context::getError).isSameAs(failure);
		});
	}

	@Test
	void anAsynchronousTaskIsObservedUntilItsFutureEnds() {
		this.runner.run((context) -> {
			CompletableFuture<String> future = new CompletableFuture<>();
			CountDownLatch called = new CountDownLatch(1);
			ThreadWrapper<String> task = context.getBean(ThreadManager.class).<String>asyncTask(() -> {
				called.countDown();
				return future;
			}).doAsync();
			called.await();
			assertThat(this.ended).isEmpty();
			IllegalStateException failure = new IllegalStateException("later");
			future.completeExceptionally(failure);
			assertThat(task.join(LONG)).isTrue();
			assertThat(this.ended).singleElement().extracting(Observation.Context::getError).isSameAs(failure);
		});
	}

	@Test
	void aTaskThatNeverRanIsNotObserved() {
		this.runner.run((context) -> {
			ThreadManager reports = context.getBean("reports", ThreadManager.class);
			CountDownLatch release = new CountDownLatch(1);
			ThreadWrapper<Void> first = reports.doAsync(() -> {
				release.await();
				return null;
			});
			ThreadWrapper<Integer> second = reports.doAsync(() -> 2);
			second.cancel();
			release.countDown();
			assertThat(first.join(LONG) && second.join(LONG)).isTrue();
			assertThat(this.ended).hasSize(1);
		});
	}

	@Test
	void anObservationIsATimerWithBoot() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(RegistryAutoConfiguration.class, BackgroundAutoConfiguration.class,
					ObservationAutoConfiguration.class,
					org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration.class))
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.run((context) -> {
				assertThat(context.getBean(ThreadManager.class).doAsync(() -> 1).join(LONG)).isTrue();
				assertThat(context.getBean(MeterRegistry.class)
					.get("heddle.background.task")
					.tags("name", "threadManager", "task", "task", "error", "none")
					.timer()
					.count()).isOne();
			});
	}

	@Test
	void nothingIsObservedWithoutAHandler() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(RegistryAutoConfiguration.class, BackgroundAutoConfiguration.class))
			.withBean(ObservationRegistry.class, ObservationRegistry::create)
			.run((context) -> assertThat(context.getBean(ThreadManager.class).doAsync(() -> 1).get()).isEqualTo(1));
	}

}
