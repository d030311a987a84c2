package io.heddle.autoconfigure.generator;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.heddle.activity.Activity;
import io.heddle.activity.ActivityState;
import io.heddle.autoconfigure.background.BackgroundAutoConfiguration;
import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.background.ThreadManager;
import io.heddle.generator.BackgroundGenerator;
import io.heddle.generator.BackgroundGenerators;
import io.heddle.registry.Registry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A generator at the end of the application: whoever takes from it drains first.
 */
@Timeout(60)
class GeneratorShutdownTests {

	private static final int ITEMS = 100;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RegistryAutoConfiguration.class, BackgroundAutoConfiguration.class,
				GeneratorAutoConfiguration.class))
		.withPropertyValues("heddle.shutdown.timeout=20s");

	private final CountDownLatch begun = new CountDownLatch(1);

	private final CountDownLatch stopping = new CountDownLatch(1);

	@Test
	void aTaskThatIsUnderWayGetsAllItems() {
		this.runner.run((context) -> {
			context.getBean(Registry.class)
				.find("background", "threadManager")
				.ifPresent((manager) -> manager.addListener(this::changed));
			BackgroundGenerators generators = context.getBean(BackgroundGenerators.class);
			Future<Integer> taken = context.getBean(ThreadManager.class).doAsync(() -> take(generators));
			this.begun.await();
			context.getSourceApplicationContext(ConfigurableApplicationContext.class).close();
			assertThat(taken.get(1, TimeUnit.SECONDS)).isEqualTo(ITEMS);
		});
	}

	private void changed(Activity manager, ActivityState from, ActivityState to) {
		if (to == ActivityState.STOPPING) {
			this.stopping.countDown();
		}
	}

	private int take(BackgroundGenerators generators) throws InterruptedException {
		int count = 0;
		try (BackgroundGenerator<Integer> rows = generators.of("rows", () -> IntStream.range(0, ITEMS).iterator())) {
			for (Integer row : rows) {
				this.begun.countDown();
				assertThat(this.stopping.await(20, TimeUnit.SECONDS)).isTrue();
				assertThat(row).isEqualTo(count++);
			}
		}
		return count;
	}

	@Test
	void oneThatNobodyTakesFromHoldsNothingUp() {
		this.runner.withPropertyValues("heddle.shutdown.timeout=5m").run((context) -> {
			BackgroundGenerator<Integer> rows = context.getBean(BackgroundGenerators.class)
				.of("rows", () -> IntStream.range(0, ITEMS).iterator());
			context.getSourceApplicationContext(ConfigurableApplicationContext.class).close();
			assertThat(rows.join(Duration.ofSeconds(10))).isTrue();
		});
	}

}
