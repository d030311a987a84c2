package io.heddle.periodic;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.testing.ManualTicker;
import io.heddle.testing.NoLeakedThreads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** Changes that come at a bad moment: before the first iteration, or during one. */
@ExtendWith(NoLeakedThreads.class)
class PeriodicRaceTests {

	private static final Instant BEGIN = ManualTicker.BEGIN;

	private static final long HOUR = Duration.ofHours(1).toMillis();

	private final ManualTimer timer = new ManualTimer();

	private final AtomicInteger calls = new AtomicInteger();

	/** What the second call of the target does. */
	private Runnable second = () -> {
	};

	private final DefaultThreadedObjectBuilder builder = new DefaultThreadedObjectBuilder("rescan").timer(this.timer)
		.period(Duration.ofMillis(100))
		.minWait(Duration.ZERO)
		.target(() -> {
			this.timer.note();
			if (this.calls.incrementAndGet() == 2) {
				this.second.run();
			}
		});

	private ThreadedObject object = this.builder.build();

	@AfterEach
	void kill() {
		this.object.kill();
	}

	private void build(ThreadedObject.Builder builder) {
		this.object.kill();
		this.object = builder.build();
	}

	private static List<Instant> at(long... millis) {
		List<Instant> times = new ArrayList<>();
		for (long time : millis) {
			times.add(BEGIN.plusMillis(time));
		}
		return times;
	}

	@Test
	void timesThatAreGivenDuringACallAreAllExecuted() {
		this.second = () -> this.object.setQueue(at(230, 370));
		this.object.start();
		this.timer.advance(500);
		assertThat(this.timer.noted()).containsExactly(0L, 100L, 230L, 370L, 470L);
	}

	@Test
	void anotherPeriodDuringACallLosesNoGivenTime() {
		this.second = () -> {
			this.object.setQueue(at(230, 370));
			this.object.setPeriod(Duration.ofMillis(200));
		};
		this.object.start();
		this.timer.advance(600);
		assertThat(this.timer.noted()).containsExactly(0L, 100L, 230L, 370L, 570L);
	}

	@Test
	void anotherPeriodDuringACallLosesNoWish() {
		this.second = () -> {
			this.object.runNow();
			this.object.setPeriod(Duration.ofMillis(200));
		};
		this.object.start();
		this.timer.advance(350);
		assertThat(this.timer.noted()).containsExactly(0L, 100L, 100L, 300L);
	}

	@Test
	void timesThatAreGivenAtOnceDoNotReplaceTheFirstCall() {
		this.object.start();
		this.object.setQueue(at(40, 70));
		this.timer.advance(200);
		assertThat(this.timer.noted()).containsExactly(0L, 40L, 70L, 170L);
	}

	@Test
	void timesThatAreGivenToOneThatWaitsForItsTurnDoNotMoveItsGrid() {
		build(this.builder.mode(PeriodicMode.FIXED_RATE));
		this.second = () -> {
			this.object.start();
			this.timer.take(30);
			this.object.setQueue(at(150));
		};
		this.object.start();
		this.timer.advance(350);
		assertThat(this.timer.noted()).containsExactly(0L, 100L, 130L, 150L, 230L, 330L);
		assertThat(this.object.stats().skipped()).isZero();
	}

	@Test
	void aWishBeforeTheFirstCallDoesNotMoveTheGrid() {
		build(this.builder.mode(PeriodicMode.FIXED_RATE));
		this.timer.advance(1030);
		this.object.start();
		this.object.runNow();
		this.timer.advance(200);
		assertThat(this.timer.noted()).containsExactly(1030L, 1130L, 1230L);
	}

	/** The clock on the wall is looked at meanwhile. It is 08:00:30 at the start. */
	@Test
	void aCallOutOfTurnThatEndsShortlyBeforeACronTimeDoesNotReplaceIt() {
		this.second = () -> this.timer.take(10_000);
		build(this.builder.cron("0 9 * * *", ZoneOffset.UTC));
		this.timer.advance(30_000);
		this.object.start();
		this.timer.advance(60_000);
		this.object.runNow();
		this.timer.advance(HOUR - 90_000 - 35_000);
		this.object.runNow();
		this.timer.advance(HOUR);
		assertThat(this.timer.noted()).containsExactly(90_000L, HOUR - 35_000, HOUR);
	}

	@Test
	void aWishToOneThatWaitsForItsTurnIsNotLost() {
		build(this.builder.cron("0 9 * * *", ZoneOffset.UTC));
		this.second = () -> {
			this.object.start();
			this.object.runNow();
		};
		this.object.start();
		this.object.runNow();
		this.timer.advance(0);
		this.object.runNow();
		this.timer.advance(0);
		assertThat(this.calls).hasValue(3);
	}

	@Test
	void equalTimesAreOne() {
		this.object.start();
		this.timer.advance(0);
		this.object.setQueue(at(40, 70, 40, 70));
		this.timer.advance(180);
		assertThat(this.timer.noted()).containsExactly(0L, 40L, 70L, 170L);
	}

	/** The first of two calls ends while the other goes on: only one is allowed then. */
	@Test
	void fewerThreadsLoseNoGivenTime() {
		assertThat(fewerThreads(() -> this.object.setQueue(at(220)))).containsExactly(0L, 100L, 200L, 250L, 320L);
	}

	@Test
	void fewerThreadsLoseNoWish() {
		assertThat(fewerThreads(() -> this.object.runNow())).containsExactly(0L, 100L, 200L, 250L, 300L);
	}

	/** The second call takes 150 ms; the third begins meanwhile and takes 30 ms. */
	private List<Long> fewerThreads(Runnable change) {
		build(this.builder.threads(2).target(() -> {
			this.timer.note();
			switch (this.calls.incrementAndGet()) {
				case 2 -> this.timer.advance(150);
				case 3 -> {
					this.object.configure((spec) -> spec.threads(1));
					change.run();
					this.timer.advance(30);
				}
			}
		}));
		this.object.start();
		this.timer.advance(350);
		return this.timer.noted();
	}

	/** A call out of turn that covers points of the grid, and then another one. */
	@Test
	void noPointOfTheGridIsCountedTwice() {
		build(this.builder.mode(PeriodicMode.FIXED_RATE));
		this.object.start();
		this.timer.advance(130);
		this.object.setTarget(() -> {
			this.timer.note();
			this.timer.take((this.calls.incrementAndGet() < 5) ? 120 : 0);
		});
		this.object.runNow();
		this.timer.advance(0);
		assertThat(this.object.stats().skipped()).isEqualTo(1);
		this.timer.advance(40);
		this.object.runNow();
		this.timer.advance(230);
		assertThat(this.timer.noted()).containsExactly(0L, 100L, 130L, 290L, 500L);
		assertThat(this.object.stats().skipped()).isEqualTo(3);
	}

	@Test
	void moreThreadsTakeEffectAtOnceAlthoughACallGoesOn() {
		this.second = () -> {
			this.object.configure((spec) -> spec.threads(2));
			this.timer.advance(150);
		};
		this.object.start();
		this.timer.advance(300);
		assertThat(this.timer.noted()).containsExactly(0L, 100L, 200L, 300L);
	}

	/** The timer has taken the tick and has not run it yet. */
	@Test
	void aTickThatMeetsAWishDoesNotMeetItself() {
		this.object.start();
		Tick tick = this.timer.take();
		this.object.runNow();
		this.object.setTarget(() -> {
			if (this.calls.incrementAndGet() == 1) {
				this.timer.advance(0);
				this.object.runNow();
				this.timer.advance(0);
			}
		});
		SharedTimer.run(tick);
		assertThat(this.object.stats().skipped()).isZero();
		this.timer.advance(50);
		assertThat(this.calls).hasValue(2);
		this.timer.advance(100);
		assertThat(this.calls).hasValue(3);
	}

	@Test
	void aTickThatMeetsALongerPeriodWaitsForIt() {
		this.object.start();
		this.timer.advance(99);
		this.timer.take(1);
		Tick tick = this.timer.take();
		this.object.setPeriod(Duration.ofMillis(300));
		SharedTimer.run(tick);
		assertThat(this.timer.noted()).containsExactly(0L);
		this.timer.advance(200);
		assertThat(this.timer.noted()).containsExactly(0L, 300L);
	}

	/** Nothing has to be waited for. */
	@Test
	void anInterruptedThreadLearnsThatNothingGoesOn() {
		this.object.start();
		this.timer.advance(0);
		Thread.currentThread().interrupt();
		boolean stopped = this.object.stop();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(stopped).isTrue();
	}

	@Test
	void aPeriodMayBeForEver() {
		build(this.builder.period(Duration.ofSeconds(Long.MAX_VALUE)));
		this.object.start();
		this.timer.advance(HOUR);
		this.object.runNow();
		this.timer.advance(HOUR);
		assertThat(this.timer.noted()).containsExactly(0L, HOUR);
		assertThat(this.object.snapshot().problem()).isNull();
	}

}
