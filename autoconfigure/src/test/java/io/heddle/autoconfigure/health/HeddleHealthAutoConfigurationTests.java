package io.heddle.autoconfigure.health;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.background.ThreadManager;
import io.heddle.background.ThreadWrapper;
import io.heddle.periodic.ThreadedObject;
import io.heddle.pipeline.Pipeline;
import io.heddle.registry.Registry;
import io.heddle.time.Ticker;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.Assert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class HeddleHealthAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RegistryAutoConfiguration.class, HeddleHealthAutoConfiguration.class));

	@Test
	void isUpWithNothingToRun() {
		this.runner.run((context) -> {
			Health health = context.getBean(HeddleHealthIndicator.class).health();
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails()).isEmpty();
		});
	}

	@Test
	void isDownAfterAFailureOfWhatStartsAutomatically() {
		this.runner.run((context) -> {
			Pipeline census = failing("census", true);
			context.getBean(Registry.class).add(census);
			HeddleHealthIndicator indicator = context.getBean(HeddleHealthIndicator.class);
			assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
			assertThat(indicator.health().getDetails()).hasToString("{pipeline={census={state=NEW}}}");
			census.start();
			assertThat(census.awaitEnd(Duration.ofSeconds(20))).isTrue();
			assertThat(indicator.health().getStatus()).isEqualTo(Status.DOWN);
			assertThat(indicator.health().getDetails())
				.hasToString("{pipeline={census={state=FAILED, where=store, exception=java.io.IOException}}}");
		});
	}

	@Test
	void isUpAfterAFailureOfWhatIsStartedByHand() {
		this.runner.run((context) -> {
			Pipeline census = failing("census", false);
			context.getBean(Registry.class).add(census);
			census.start();
			assertThat(census.awaitEnd(Duration.ofSeconds(20))).isTrue();
			Health health = context.getBean(HeddleHealthIndicator.class).health();
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails()).containsKey("pipeline");
		});
	}

	@Test
	void saysHowManyTasksAreActive() {
		this.runner.run((context) -> {
			CountDownLatch release = new CountDownLatch(1);
			ThreadManager manager = ThreadManager.builder().name("reports").build();
			context.getBean(Registry.class).add(manager);
			ThreadWrapper<Boolean> task = manager.doAsync(() -> release.await(20, TimeUnit.SECONDS));
			Health health = context.getBean(HeddleHealthIndicator.class).health();
			release.countDown();
			assertThat(task.join(Duration.ofSeconds(20))).isTrue();
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails()).hasToString("{background={reports={state=RUNNING, active=1, stuck=0}}}");
		});
	}

	@Test
	void isDownAsLongAsWhatStartsAutomaticallyHasAProblem() {
		AtomicLong minutes = new AtomicLong();
		this.runner.run((context) -> {
			ThreadedObject rescan = rescan(minutes, true);
			context.getBean(Registry.class).add(rescan.activity());
			HeddleHealthIndicator indicator = context.getBean(HeddleHealthIndicator.class);
			rescan.start();
			await().until(() -> rescan.stats().lastSuccess() != null);
			assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
			assertThat(indicator.health().getDetails()).hasToString("{periodic={rescan={state=RUNNING}}}");
			minutes.set(21);
			assertThat(indicator.health().getStatus()).isEqualTo(Status.DOWN);
			assertThat(indicator.health().getDetails()).hasToString("{periodic={rescan={state=RUNNING, "
					+ "problem=no success for 1260 s, which is more than 2.0 periods of PT10M}}}");
			minutes.set(22);
			long before = rescan.getCount();
			rescan.runNow();
			await().until(() -> rescan.getCount() > before && rescan.stats().running() == 0);
			assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
			minutes.set(60);
			rescan.stop();
			assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
			rescan.kill();
		});
	}

	@Test
	void isUpWhenWhatIsStartedByHandHasAProblem() {
		AtomicLong minutes = new AtomicLong();
		this.runner.run((context) -> {
			ThreadedObject rescan = rescan(minutes, false);
			context.getBean(Registry.class).add(rescan.activity());
			rescan.start();
			await().until(() -> rescan.stats().lastSuccess() != null);
			minutes.set(21);
			Health health = context.getBean(HeddleHealthIndicator.class).health();
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails().toString()).contains("problem=no success");
			rescan.kill();
		});
	}

	/** By a clock that a test sets; it has no success when that is 21 minutes. */
	private static ThreadedObject rescan(AtomicLong minutes, boolean autoStart) {
		Ticker ticker = new Ticker() {

			@Override
			public long nanos() {
				return Ticker.system().nanos() + Duration.ofMinutes(minutes.get()).toNanos();
			}

			@Override
			public Instant now() {
				return Instant.EPOCH.plus(Duration.ofMinutes(minutes.get()));
			}

		};
		return ThreadedObject.builder("rescan")
			.period(Duration.ofMinutes(10))
			.target(() -> Assert.state(minutes.get() != 21, "broken"))
			.ticker(ticker)
			.spec((spec) -> spec.grace(2).autoStart(autoStart))
			.build();
	}

	@Test
	void isOffByProperty() {
		this.runner.withPropertyValues("management.health.heddle.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(HeddleHealthIndicator.class));
	}

	@Test
	void isOffWithEverythingElse() {
		this.runner.withPropertyValues("heddle.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(HeddleHealthIndicator.class));
	}

	@Test
	void backsOffWithoutHealth() {
		this.runner.withClassLoader(new FilteredClassLoader(Health.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("heddleHealthIndicator"));
	}

	@Test
	void backsOffBeforeAnotherOne() {
		this.runner.withBean("heddleHealthContributor", Object.class)
			.run((context) -> assertThat(context).doesNotHaveBean(HeddleHealthIndicator.class));
	}

	private static Pipeline failing(String name, boolean autoStart) {
		return Pipeline.named(name).autoStart(autoStart).<Integer>from((out) -> out.emit(1)).to((item) -> {
			throw new IOException("secret");
		}, (spec) -> spec.name("store")).build();
	}

}
