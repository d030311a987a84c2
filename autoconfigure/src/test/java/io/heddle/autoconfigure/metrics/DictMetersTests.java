package io.heddle.autoconfigure.metrics;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.heddle.autoconfigure.dict.DictAutoConfiguration;
import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.dict.ThreadDict;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The meters of dicts, which dashboards hold on to.
 */
class DictMetersTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RegistryAutoConfiguration.class, DictAutoConfiguration.class,
				HeddleMetricsAutoConfiguration.class))
		.withUserConfiguration(Machine.class)
		.withPropertyValues("heddle.dict.machine.keys.heap=1h", "heddle.dict.machine.keys.broken=1h");

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	@Test
	void metersFollowTheReadsAndWrites() {
		with(this.meters).run((context) -> {
			ThreadDict<String, String> machine = machine(context);
			await().atMost(LONG).until(() -> machine.getCycleCount() == 1);
			machine.put("other", "written");
			assertThat(gauge("keys")).isEqualTo(2);
			assertThat(gauge("polled")).isEqualTo(2);
			assertThat(gauge("oldest.age")).isBetween(0.0, 20.0);
			assertThat(counter("reads", "outcome", "success")).isEqualTo(1);
			assertThat(counter("reads", "outcome", "failure")).isEqualTo(1);
			assertThat(counter("changes")).isEqualTo(2);
			assertThat(counter("skipped")).isZero();
			assertThat(counter("outdated")).isZero();
			assertThat(this.meters.get("heddle.dict.time").tags("name", "machine").functionTimer().count())
				.isEqualTo(2);
			assertThat(this.meters.get("heddle.dict.lag")
				.tags("name", "machine")
				.functionTimer()
				.totalTime(TimeUnit.SECONDS)).isNotNegative();
		});
		assertThat(this.meters.getMeters()).isEmpty();
	}

	@Test
	void prometheusShowsThem() {
		with(this.prometheus).run((context) -> {
			await().atMost(LONG).until(() -> machine(context).getCycleCount() == 1);
			assertThat(this.prometheus.scrape()).contains("heddle_dict_keys{name=\"machine\"} 1.0")
				.contains("heddle_dict_polled{name=\"machine\"} 2.0")
				.contains("heddle_dict_oldest_age_seconds{name=\"machine\"}")
				.contains("heddle_dict_reads_total{name=\"machine\",outcome=\"failure\"} 1.0")
				.contains("heddle_dict_changes_total{name=\"machine\"} 1.0")
				.contains("heddle_dict_time_seconds_count{name=\"machine\"} 2")
				.contains("heddle_dict_lag_seconds_count{name=\"machine\"} 2");
		});
	}

	private ApplicationContextRunner with(MeterRegistry registry) {
		return this.runner.withBean(MeterRegistry.class, () -> registry,
				(definition) -> definition.setDestroyMethodName(""));
	}

	private double gauge(String name) {
		return this.meters.get("heddle.dict." + name).tags("name", "machine").gauge().value();
	}

	private double counter(String name, String... tags) {
		return this.meters.get("heddle.dict." + name).tags("name", "machine").tags(tags).functionCounter().count();
	}

	@SuppressWarnings("unchecked")
	private static ThreadDict<String, String> machine(ApplicationContext context) {
		return context.getBean(ThreadDict.class);
	}

	@Configuration(proxyBeanMethods = false)
	static class Machine {

		@Bean
		ThreadDict<String, String> machine() {
			return ThreadDict.<String, String>builder("machine").reader((key) -> {
				if (key.equals("broken")) {
					throw new IllegalStateException("broken");
				}
				return key;
			}).build();
		}

	}

}
