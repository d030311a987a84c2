package io.heddle.periodic;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.activity.Activity;
import io.heddle.activity.ActivityState;
import io.heddle.activity.StopOutcome;
import io.heddle.testing.Eventually;
import io.heddle.testing.ManualTicker;
import io.heddle.testing.NoLeakedThreads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a shutdown asks of a periodic object.
 */
@ExtendWith(NoLeakedThreads.class)
class PeriodicActivityTests {

	private final ManualTicker ticker = new ManualTicker();

	private final CountDownLatch gate = new CountDownLatch(1);

	private final AtomicInteger hooks = new AtomicInteger();

	private ThreadedObject object = ThreadedObject.builder("none").build();

	@AfterEach
	void close() {
		this.gate.countDown();
		this.object.close();
	}

	private Activity start(ThreadedObject.Builder builder) {
		this.object = builder.ticker(this.ticker).start(true).build();
		return this.object.activity();
	}

	@Test
	void stopsAtOnceBetweenTwoIterations() {
		Activity activity = start(ThreadedObject.builder("quick"));
		this.ticker.awaitSleepers(1);
		StopOutcome outcome = Objects.requireNonNull(activity.tryStop());
		assertThat(outcome.isComplete()).isTrue();
		assertThat(outcome.isCutOff()).isTrue();
		assertThat(outcome.describe()).isEqualTo("Periodic object 'quick' stopped");
		assertThat(activity.activityState()).isEqualTo(ActivityState.ENDED);
	}

	@Test
	void hasToBeWaitedForDuringAnIteration() {
		Activity activity = start(ThreadedObject.builder("slow").target(this::awaitGate));
		Eventually.holds(() -> this.object.stats().running() == 1);
		assertThat(activity.tryStop()).isNull();
		this.gate.countDown();
		assertThat(activity.stop(Duration.ofSeconds(10)).isComplete()).isTrue();
	}

	@Test
	void hasToBeWaitedForIfItHasAStopHook() {
		Activity activity = start(ThreadedObject.builder("hook").stopHook(this.hooks::incrementAndGet));
		this.ticker.awaitSleepers(1);
		assertThat(activity.tryStop()).isNull();
		assertThat(this.hooks).hasValue(0);
		assertThat(activity.activityState()).isEqualTo(ActivityState.RUNNING);
		assertThat(activity.stop(Duration.ofSeconds(10)).isComplete()).isTrue();
		assertThat(this.hooks).hasValue(1);
	}

	@Test
	void isNotWellWhenItsLastSuccessIsTooOld() {
		Activity activity = start(ThreadedObject.builder("failing").target(() -> {
			throw new IllegalStateException("no disk");
		}).period(Duration.ofMinutes(1)).spec((spec) -> spec.grace(2)));
		this.ticker.awaitSleepers(1);
		assertThat(activity.snapshot().problem()).isNull();
		this.ticker.advance(Duration.ofSeconds(121));
		this.ticker.awaitSleepers(1);
		assertThat(activity.snapshot().problem())
			.isEqualTo("no success for 121 s, which is more than 2.0 periods of PT1M");
	}

	private void awaitGate() {
		try {
			this.gate.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
