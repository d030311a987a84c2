package io.heddle.autoconfigure.health;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

import io.heddle.autoconfigure.dict.DictAutoConfiguration;
import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.dict.ThreadDict;
import io.heddle.time.Ticker;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The health of dicts whose values must not be old.
 */
class DictHealthTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RegistryAutoConfiguration.class, DictAutoConfiguration.class,
				HeddleHealthAutoConfiguration.class))
		.withUserConfiguration(Machine.class)
		.withPropertyValues("heddle.dict.machine.keys.heap=1h");

	@Test
	void isDownAsLongAsAValueIsTooOld() {
		this.runner.withPropertyValues("heddle.dict.machine.max-age=1m").run((context) -> {
			ThreadDict<String, String> machine = machine(context);
			await().atMost(LONG).until(() -> machine.get("heap") != null);
			assertThat(health(context).getStatus()).isEqualTo(Status.UP);
			assertThat(health(context).getDetails()).hasToString("{dict={machine={state=RUNNING}}}");
			advance(context, Duration.ofMinutes(2));
			assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
			assertThat(health(context).getDetails().toString())
				.startsWith("{dict={machine={state=RUNNING, problem=a value has not been refreshed for 12")
				.endsWith(" s, which is more than 'max-age' PT1M}}}");
			machine.read("heap");
			assertThat(health(context).getStatus()).isEqualTo(Status.UP);
			advance(context, Duration.ofMinutes(2));
			machine.stop();
			assertThat(health(context).getStatus()).isEqualTo(Status.UP);
		});
	}

	@Test
	void anOldValueDoesNotMatterByDefault() {
		this.runner.run((context) -> {
			await().atMost(LONG).until(() -> machine(context).get("heap") != null);
			advance(context, Duration.ofMinutes(2));
			assertThat(health(context).getStatus()).isEqualTo(Status.UP);
		});
	}

	@Test
	void isUpWhenADictThatIsStartedByHandIsOld() {
		this.runner.withPropertyValues("heddle.dict.machine.max-age=1m", "heddle.dict.machine.start=false")
			.run((context) -> {
				machine(context).start();
				await().atMost(LONG).until(() -> machine(context).get("heap") != null);
				advance(context, Duration.ofMinutes(2));
				assertThat(health(context).getStatus()).isEqualTo(Status.UP);
				assertThat(health(context).getDetails().toString()).contains("problem=a value has not been refreshed");
			});
	}

	private static Health health(ApplicationContext context) {
		Health health = context.getBean(HeddleHealthIndicator.class).health();
		assertThat(health).isNotNull();
		return health;
	}

	private static void advance(ApplicationContext context, Duration time) {
		context.getBean(SettableTicker.class).offset.addAndGet(time.toNanos());
	}

	@SuppressWarnings("unchecked")
	private static ThreadDict<String, String> machine(ApplicationContext context) {
		return context.getBean(ThreadDict.class);
	}

	/** The clock of the JVM, which a test can put forward. */
	static final class SettableTicker implements Ticker {

		private final AtomicLong offset = new AtomicLong();

		@Override
		public long nanos() {
			return Ticker.system().nanos() + this.offset.get();
		}

		@Override
		public Instant now() {
			return Ticker.system().now().plusNanos(this.offset.get());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Machine {

		@Bean
		SettableTicker ticker() {
			return new SettableTicker();
		}

		@Bean
		ThreadDict<String, String> machine(SettableTicker ticker) {
			return ThreadDict.<String, String>builder("machine").reader((key) -> key).ticker(ticker).build();
		}

	}

}
