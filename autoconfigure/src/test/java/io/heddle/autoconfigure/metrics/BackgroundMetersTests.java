package io.heddle.autoconfigure.metrics;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.heddle.autoconfigure.background.BackgroundAutoConfiguration;
import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.background.ThreadManager;
import io.heddle.background.ThreadWrapper;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The meters of thread managers, which dashboards hold on to.
 */
class BackgroundMetersTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RegistryAutoConfiguration.class, BackgroundAutoConfiguration.class,
				HeddleMetricsAutoConfiguration.class))
		.withPropertyValues("heddle.background.managers.reports.max-threads=1",
				"heddle.background.managers.reports.queue-capacity=1",
				"heddle.background.managers.reports.overflow=reject");

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	@Test
	void t55MetersFollowTheTasks() {
		with(this.meters).run((context) -> {
			ThreadManager reports = context.getBean("reports", ThreadManager.class);
			CountDownLatch running = new CountDownLatch(1);
			CountDownLatch release = new CountDownLatch(1);
			ThreadWrapper<Boolean> first = reports.doAsync(() -> {
				running.countDown();
				return release.await(20, TimeUnit.SECONDS);
			});
			assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
			ThreadWrapper<Integer> second = reports.doAsync(() -> 2);
			assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> reports.doAsync(() -> 3));
			assertThat(gauge("active", "state", "running")).isEqualTo(1);
			assertThat(gauge("active", "state", "waiting")).isEqualTo(1);
			assertThat(gauge("threads")).isEqualTo(1);
			assertThat(gauge("threads.max")).isEqualTo(1);
			assertThat(gauge("queue.capacity")).isEqualTo(1);
			assertThat(gauge("stuck")).isZero();
			assertThat(counter("started")).isEqualTo(1);
			assertThat(counter("rejected")).isEqualTo(1);
			second.cancel();
			release.countDown();
			assertThat(first.join(LONG) && second.join(LONG)).isTrue();
			fail(context.getBean("reports", ThreadManager.class));
			assertThat(counter("completed", "outcome", "success")).isEqualTo(1);
			assertThat(counter("completed", "outcome", "cancelled")).isEqualTo(1);
			assertThat(counter("completed", "outcome", "failure")).isEqualTo(1);
			assertThat(this.meters.get("heddle.background.time").tags("name", "reports").functionTimer().count())
				.as("tasks that have begun")
				.isEqualTo(2);
		});
		assertThat(this.meters.getMeters()).isEmpty();
	}

	private static void fail(ThreadManager manager) throws InterruptedException {
		ThreadWrapper<?> task = manager.doAsync((thread) -> {
			throw new IllegalStateException("broken");
		});
		assertThat(task.join(LONG)).isTrue();
	}

	@Test
	void allManagersHaveTheSameMeters() {
		with(this.meters)
			.run((context) -> assertThat(namesOf("reports")).containsExactlyElementsOf(namesOf("threadManager"))
				.isNotEmpty());
	}

	private List<String> namesOf(String manager) {
		return this.meters.getMeters()
			.stream()
			.map(Meter::getId)
			.filter((id) -> manager.equals(id.getTag("name")))
			.map(Meter.Id::getName)
			.sorted()
			.toList();
	}

	@Test
	void prometheusShowsThem() {
		with(this.prometheus).run((context) -> {
			assertThat(context.getBean("reports", ThreadManager.class).doAsync(() -> 1).join(LONG)).isTrue();
			assertThat(this.prometheus.scrape())
				.contains("heddle_background_active_tasks{name=\"reports\",state=\"running\"} 0.0")
				.contains("heddle_background_active_tasks{name=\"threadManager\",state=\"waiting\"} 0.0")
				.contains("heddle_background_completed_tasks_total{name=\"reports\",outcome=\"success\"} 1.0")
				.contains("heddle_background_rejected_tasks_total{name=\"reports\"} 0.0")
				.contains("heddle_background_started_tasks_total{name=\"reports\"} 1.0")
				.contains("heddle_background_threads{name=\"reports\"} 1.0")
				.contains("heddle_background_threads_max{name=\"reports\"} 1.0")
				.contains("heddle_background_queue_capacity_tasks{name=\"reports\"} 1.0")
				.contains("heddle_background_stuck_tasks{name=\"reports\"} 0.0")
				.contains("heddle_background_time_seconds_count{name=\"reports\"} 1");
		});
	}

	private ApplicationContextRunner with(MeterRegistry registry) {
		return this.runner.withBean(MeterRegistry.class, () -> registry,
				(definition) -> definition.setDestroyMethodName(""));
	}

	private double gauge(String name, String... tags) {
		return this.meters.get("heddle.background." + name).tags("name", "reports").tags(tags).gauge().value();
	}

	private double counter(String name, String... tags) {
		return this.meters.get("heddle.background." + name)
			.tags("name", "reports")
			.tags(tags)
			.functionCounter()
			.count();
	}

}
