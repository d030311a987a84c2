package io.heddle.periodic;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.testing.ManualTicker;
import io.heddle.testing.NoLeakedThreads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

/** The schedule and the numbers, with a clock that the test moves on. */
@ExtendWith(NoLeakedThreads.class)
class ThreadedObjectTests {

	private final ManualTimer timer = new ManualTimer();

	private final List<ThreadedObject> made = new ArrayList<>();

	private final AtomicInteger calls = new AtomicInteger();

	@AfterEach
	void killAll() {
		this.made.forEach(ThreadedObject::kill);
	}

	private DefaultThreadedObjectBuilder builder(long periodMillis) {
		return new DefaultThreadedObjectBuilder("rescan").timer(this.timer)
			.period(Duration.ofMillis(periodMillis))
			.target(() -> {
				this.calls.incrementAndGet();
				this.timer.note();
			});
	}

	private ThreadedObject build(ThreadedObject.Builder builder) {
		ThreadedObject object = builder.build();
		this.made.add(object);
		return object;
	}

	private ThreadedObject started(ThreadedObject.Builder builder) {
		ThreadedObject object = build(builder);
		object.start();
		this.timer.advance(0);
		return object;
	}

	/** A target that takes so long at each call, and then no time. */
	private Runnable taking(Long... millis) {
		Iterator<Long> durations = Arrays.asList(millis).iterator();
		return () -> {
			this.timer.note();
			this.timer.take(durations.hasNext() ? durations.next() : 0);
		};
	}

	/** T85. */
	@Test
	void isAliveAndCallsNothingBeforeItIsStarted() {
		ThreadedObject object = build(builder(100));
		this.timer.advance(500);
		assertThat(object.isAlive()).isTrue();
		assertThat(object.getStarted()).isNull();
		assertThat(object.getCount()).isEqualTo(-1);
		assertThat(object.getUsage()).isEqualTo(1);
		assertThat(object.getErrors()).isZero();
		assertThat(object.getDelay()).isZero();
		assertThat(object.getAccDelay()).isZero();
		assertThat(object.getLast()).isNull();
		assertThat(object.getNext()).isEqualTo(ManualTicker.BEGIN.plusMillis(100));
		assertThat(this.calls).hasValue(0);
	}

	/** T86. */
	@Test
	void isCalledAtOnceWhenItStartsAsItIsBuilt() {
		ThreadedObject object = build(builder(100).start(true));
		this.timer.advance(0);
		assertThat(this.calls).hasValue(1);
		assertThat(object.getCount()).isZero();
		assertThat(object.getStarted()).isEqualTo(ManualTicker.BEGIN);
	}

	/** T88. */
	@Test
	void isCalledEveryPeriod() {
		ThreadedObject object = started(builder(200));
		this.timer.advance(1100);
		assertThat(this.timer.noted()).containsExactly(0L, 200L, 400L, 600L, 800L, 1000L);
		assertThat(object.getCount()).isEqualTo(5);
		assertThat(object.getErrors()).isZero();
		assertThat(object.getUsage()).isLessThan(0.05);
		assertThat(object.getAccDelay()).isZero();
		assertThat(object.getLast()).isEqualTo(ManualTicker.BEGIN.plusMillis(1000));
		assertThat(object.getNext()).isEqualTo(ManualTicker.BEGIN.plusMillis(1200));
	}

	/** T89. */
	@Test
	void isCalledNoMoreAfterAStop() {
		ThreadedObject object = started(builder(100));
		assertThat(object.stop()).isTrue();
		this.timer.advance(500);
		assertThat(this.calls).hasValue(1);
		assertThat(object.getStarted()).isNull();
		assertThat(object.getNext()).isNull();
		assertThat(object.isAlive()).isTrue();
		assertThat(this.timer.waiting()).isZero();
	}

	/** Flaw 5 of the original. */
	@Test
	void aSecondStopIsHarmless() {
		ThreadedObject object = started(builder(100));
		assertThat(object.stop()).isTrue();
		assertThat(object.stop()).isTrue();
		assertThat(build(builder(100)).stop()).isTrue();
	}

	/** T92. */
	@Test
	void countsAnewWhenItIsStartedAgain() {
		ThreadedObject object = started(builder(100).target(() -> {
			this.timer.take(250);
			throw new IllegalStateException("broken");
		}));
		this.timer.advance(1000);
		assertThat(object.getErrors()).isPositive();
		assertThat(object.getAccDelay()).isPositive();
		object.stop();
		object.setTarget(this.calls::incrementAndGet);
		object.start();
		assertThat(object.getCount()).isEqualTo(-1);
		this.timer.advance(0);
		assertThat(object.getCount()).isZero();
		assertThat(object.getErrors()).isZero();
		assertThat(object.getLastError()).isNull();
		assertThat(object.getAccDelay()).isZero();
		this.timer.advance(100);
		assertThat(this.calls).hasValue(2);
	}

	/** "Forces the next cycle": the original did so up to a period later. */
	@Test
	void aStartWhileItIsStartedBeginsAnewAtOnce() {
		ThreadedObject object = started(builder(1000));
		this.timer.advance(300);
		object.start();
		this.timer.advance(0);
		assertThat(this.timer.noted()).containsExactly(0L, 300L);
		assertThat(object.getCount()).isZero();
		this.timer.advance(1000);
		assertThat(this.timer.noted()).containsExactly(0L, 300L, 1300L);
	}

	/** T94. */
	@Test
	void latenessAddsUpAndIsNeverCaughtUp() {
		ThreadedObject object = started(builder(100).target(taking(0L, 350L)));
		this.timer.advance(651);
		assertThat(this.timer.noted()).containsExactly(0L, 100L, 450L, 550L, 650L);
		assertThat(object.getAccDelay()).isEqualTo(Duration.ofMillis(250).plusNanos(10_000));
		assertThat(object.getDelay()).isZero();
	}

	/** T95. */
	@Test
	void waitsAtLeastSoLongBetweenCalls() {
		ThreadedObject object = started(
				builder(10).minWait(Duration.ofMillis(200)).target(taking(50L, 50L, 50L, 50L, 50L)));
		this.timer.advance(1000);
		assertThat(this.timer.noted()).containsExactly(0L, 250L, 500L, 750L, 1000L);
		assertThat(object.getDelay()).isEqualTo(Duration.ofMillis(240));
	}

	/** T95, with the default. */
	@Test
	void aTargetThatTakesLongerThanThePeriodIsCalledAgainAtOnce() {
		ThreadedObject object = started(builder(10).target(taking(50L, 50L, 50L, 50L, 50L)));
		this.timer.advance(151);
		assertThat(this.timer.noted()).containsExactly(0L, 50L, 100L, 150L, 200L);
		assertThat(object.getUsage()).isEqualTo(5, within(0.01));
		assertThat(object.getDelay()).isBetween(Duration.ofMillis(40), Duration.ofMillis(41));
		assertThat(object.stats().overruns()).isEqualTo(5);
	}

	/** T97. */
	@Test
	void theMeanDelayIsThatOfAllIterationsAfterTheFirst() {
		ThreadedObject object = build(builder(100).target(taking(300L, 100L)));
		assertThat(object.getAvgDelay()).isZero();
		object.start();
		this.timer.advance(0);
		assertThat(object.getAvgDelay()).isZero();
		this.timer.advance(500);
		assertThat(object.getCount()).isEqualTo(5);
		assertThat(object.getAvgDelay()).isEqualTo(object.getAccDelay().dividedBy(5)).isPositive();
	}

	/** T98. */
	@Test
	void survivesATargetThatAlwaysThrows() {
		ThreadedObject object = started(builder(20).target(() -> {
			throw new IllegalStateException("broken");
		}));
		this.timer.advance(480);
		assertThat(object.getCount()).isEqualTo(24);
		assertThat(object.getErrors()).isEqualTo(25);
		assertThat(object.getLastError()).hasMessage("broken");
		assertThat(object.stats().errorsInARow()).isEqualTo(25);
		assertThat(object.isAlive()).isTrue();
		object.setTarget(this.calls::incrementAndGet);
		this.timer.advance(20);
		assertThat(this.calls).hasValue(1);
		assertThat(object.stats().errorsInARow()).isZero();
	}

	/** Peers' bug 1, reliability 16. */
	@Test
	void survivesExceptionsAndThenAnError() {
		AtomicInteger number = new AtomicInteger();
		ThreadedObject object = started(builder(100).target(() -> {
			this.timer.note();
			int call = number.incrementAndGet();
			if (call <= 5) {
				throw new IllegalStateException("broken");
			}
			if (call == 6) {
				throw new StackOverflowError();
			}
		}));
		this.timer.advance(550);
		assertThat(object.stats().errorsInARow()).isEqualTo(6);
		assertThat(object.getLastError()).isInstanceOf(StackOverflowError.class);
		assertThat(object.stats().lastSuccess()).isNull();
		this.timer.advance(200);
		assertThat(this.timer.noted()).containsExactly(0L, 100L, 200L, 300L, 400L, 500L, 600L, 700L);
		assertThat(object.stats().errorsInARow()).isZero();
		assertThat(object.stats().lastSuccess()).isEqualTo(ManualTicker.BEGIN.plusMillis(700));
	}

	/** T100. */
	@Test
	@SuppressWarnings("NullAway") // what a hook must not do
	void aHookThatFailsGivesNoArguments() {
		List<Args> seen = new ArrayList<>();
		ThreadedObject object = started(builder(100).target(seen::add).startHook((at) -> {
			throw new IllegalStateException("broken");
		}).loopHook((at) -> null));
		assertThat(object.getErrors()).isEqualTo(1);
		this.timer.advance(100);
		assertThat(object.getErrors()).isEqualTo(2);
		assertThat(object.getLastError())
			.hasMessageContaining("loop hook of periodic object 'rescan' has returned null");
		assertThat(seen).containsExactly(Args.none(), Args.none());
	}

	@Test
	void hooksHandTheTimeAndArgumentsToTheTarget() {
		List<String> seen = new ArrayList<>();
		ThreadedObject object = started(builder(100).target((Args args) -> seen.add("target " + args.get(0)))
			.startHook((at) -> Args.of("start " + at))
			.loopHook((at) -> Args.of("loop " + at))
			.waitHook(() -> seen.add("wait"))
			.stopHook(() -> seen.add("stop")));
		this.timer.advance(100);
		object.stop();
		assertThat(seen).containsExactly("target start 2026-11-01T08:00:00Z", "wait",
				"target loop 2026-11-01T08:00:00.100Z", "wait", "stop");
	}

	@Test
	void hooksThatFailAreCountedAndEndNothing() {
		ThreadedObject object = started(builder(100).waitHook(() -> {
			throw new IllegalStateException("wait");
		}).stopHook(() -> {
			throw new IllegalStateException("stop");
		}));
		this.timer.advance(100);
		assertThat(object.getErrors()).isEqualTo(2);
		assertThat(object.stop()).isTrue();
		assertThat(object.getLastError()).hasMessage("stop");
		object.start();
		this.timer.advance(0);
		assertThat(this.calls).hasValue(3);
	}

	/** T101. */
	@Test
	void executesGivenTimesInsteadOfThePeriod() {
		ThreadedObject object = started(builder(200));
		Instant now = ManualTicker.BEGIN;
		object.setQueue(List.of(now.plusMillis(900), now.minusMillis(100), now.plusMillis(400), now.plusMillis(500)));
		this.timer.advance(1500);
		assertThat(this.timer.noted()).containsExactly(0L, 400L, 500L, 900L, 1100L, 1300L, 1500L);
	}

	/** T101, given before the start. */
	@Test
	void timesThatHavePassedBeforeTheStartAreDropped() {
		ThreadedObject object = build(builder(200));
		object.setQueue(List.of(ManualTicker.BEGIN.plusMillis(50), ManualTicker.BEGIN.plusMillis(400)));
		this.timer.advance(100);
		object.start();
		this.timer.advance(600);
		assertThat(this.timer.noted()).containsExactly(100L, 400L, 600L);
	}

	@Test
	void aTimeThatPassesDuringACallIsExecutedLate() {
		ThreadedObject object = started(builder(200).target(taking(0L, 300L)));
		object.setQueue(List.of(ManualTicker.BEGIN.plusMillis(100), ManualTicker.BEGIN.plusMillis(150),
				ManualTicker.BEGIN.plusMillis(800)));
		this.timer.advance(1000);
		assertThat(this.timer.noted()).containsExactly(0L, 100L, 400L, 800L, 1000L);
	}

	@Test
	void anEmptyQueueGivesThePeriodBack() {
		ThreadedObject object = started(builder(200));
		object.setQueue(List.of(ManualTicker.BEGIN.plusSeconds(100)));
		this.timer.advance(1000);
		assertThat(this.calls).hasValue(1);
		object.setQueue(List.of());
		this.timer.advance(200);
		assertThat(this.timer.noted()).containsExactly(0L, 1000L, 1200L);
	}

	/** T103. */
	@Test
	void anotherPeriodTakesEffectAtOnce() {
		ThreadedObject object = started(builder(10_000));
		this.timer.advance(50);
		object.setPeriod(Duration.ofMillis(100));
		assertThat(object.getPeriod()).isEqualTo(Duration.ofMillis(100));
		this.timer.advance(250);
		assertThat(this.timer.noted()).containsExactly(0L, 100L, 200L, 300L);
		object.setPeriod(Duration.ofSeconds(1));
		this.timer.advance(1000);
		assertThat(this.timer.noted()).containsExactly(0L, 100L, 200L, 300L, 1300L);
	}

	/** T103. */
	@Test
	void countsCyclesWithoutATarget() {
		ThreadedObject object = started(new DefaultThreadedObjectBuilder("rescan").timer(this.timer));
		this.timer.advance(3000);
		assertThat(object.getCount()).isEqualTo(3);
		object.setTarget(this.calls::incrementAndGet);
		this.timer.advance(1000);
		assertThat(this.calls).hasValue(1);
		object.setTarget(null);
		this.timer.advance(1000);
		assertThat(this.calls).hasValue(1);
		assertThat(object.getCount()).isEqualTo(5);
	}

	/** T104, flaw 8 of the original. */
	@ParameterizedTest
	@ValueSource(strings = { "PT0S", "PT-1S" })
	void aPeriodMustBeMoreThanZero(Duration period) {
		assertThatIllegalArgumentException().isThrownBy(() -> builder(100).period(period))
			.withMessage("'period' of periodic object 'rescan' must be more than 0 but was " + period);
		ThreadedObject object = started(builder(100));
		assertThatIllegalArgumentException().isThrownBy(() -> object.setPeriod(period))
			.withMessageContaining("'period' of periodic object 'rescan'");
		this.timer.advance(100);
		assertThat(this.calls).hasValue(2);
	}

	@Test
	void otherSettingsAreCheckedToo() {
		assertThatIllegalArgumentException().isThrownBy(() -> builder(1).minWait(Duration.ofMillis(-1)))
			.withMessage("'min-wait' of periodic object 'rescan' must be 0 or more but was PT-0.001S");
		assertThatIllegalArgumentException().isThrownBy(() -> builder(1).threads(0))
			.withMessage("'threads' of periodic object 'rescan' must be from 1 to 10000 but was 0");
		assertThatIllegalArgumentException().isThrownBy(() -> builder(1).first(-1))
			.withMessage("'first' of periodic object 'rescan' must be 0 or more but was -1");
		assertThatIllegalArgumentException().isThrownBy(() -> builder(1).mode(PeriodicMode.CRON))
			.withMessageContaining("there is no 'cron': set it");
		assertThatIllegalArgumentException().isThrownBy(() -> builder(1).cron("1 2 3", null))
			.withMessageContaining("must have 5 or 6 fields but has 3");
		assertThatIllegalArgumentException().isThrownBy(() -> ThreadedObject.builder(" "));
	}

	/** T106. */
	@Test
	void stopAllPausesAndKillAllEnds() {
		ThreadedObject one = started(builder(100));
		ThreadedObject other = started(builder(100));
		assertThat(ThreadedObject.instances()).contains(one, other);
		ThreadedObject.stopAll();
		this.timer.advance(200);
		assertThat(this.calls).hasValue(2);
		assertThat(List.of(one, other)).allMatch(ThreadedObject::isAlive);
		ThreadedObject.killAll();
		assertThat(List.of(one, other)).noneMatch(ThreadedObject::isAlive);
		assertThat(ThreadedObject.instances()).doesNotContain(one, other);
		assertThatIllegalStateException().isThrownBy(one::start).withMessageContaining("has been killed");
	}

	/** Flaw 4 of the original. */
	@Test
	void oneThatWasNeverStartedIsKilledAtOnce() {
		ThreadedObject object = build(builder(100));
		assertThat(object.kill()).isTrue();
		assertThat(object.isAlive()).isFalse();
		assertThat(object.kill()).isTrue();
		assertThat(object.stop()).isTrue();
	}

	/** T107, flaw 10 of the original. */
	@Test
	void aStopFromTheTargetDoesNotWaitForItself() {
		List<Boolean> answers = new ArrayList<>();
		ThreadedObject[] self = new ThreadedObject[1];
		ThreadedObject object = build(builder(100).target(() -> {
			this.calls.incrementAndGet();
			answers.add(self[0].stop());
		}));
		self[0] = object;
		object.start();
		this.timer.advance(1000);
		assertThat(this.calls).hasValue(1);
		assertThat(answers).containsExactly(false);
		assertThat(object.getStarted()).isNull();
		assertThat(object.stop()).isTrue();
	}

	@Test
	void aStartFromTheTargetBeginsAnewAfterIt() {
		ThreadedObject[] self = new ThreadedObject[1];
		ThreadedObject object = build(builder(100).target(() -> {
			this.timer.note();
			if (this.calls.incrementAndGet() == 2) {
				self[0].start();
				this.timer.take(30);
			}
		}));
		self[0] = object;
		object.start();
		this.timer.advance(250);
		assertThat(this.timer.noted()).containsExactly(0L, 100L, 130L, 230L);
		assertThat(object.getCount()).isEqualTo(1);
	}

	/** Flaw 3 of the original; ruling 33. */
	@Test
	void theFirstIterationsDoNotCallTheTarget() {
		ThreadedObject object = started(builder(100).first(2));
		this.timer.advance(300);
		assertThat(this.timer.noted()).containsExactly(200L, 300L);
		assertThat(object.getCount()).isEqualTo(3);
	}

	@Test
	void runsNowAndThenAPeriodLater() {
		ThreadedObject object = started(builder(1000));
		this.timer.advance(300);
		object.runNow();
		this.timer.advance(1000);
		assertThat(this.timer.noted()).containsExactly(0L, 300L, 1300L);
		assertThat(object.getAccDelay()).isZero();
	}

	@Test
	void aWishDoesNotReplaceAGivenTime() {
		ThreadedObject object = started(builder(1000));
		object.setQueue(List.of(ManualTicker.BEGIN.plusMillis(400), ManualTicker.BEGIN.plusMillis(500)));
		this.timer.advance(100);
		object.runNow();
		this.timer.advance(500);
		assertThat(this.timer.noted()).containsExactly(0L, 100L, 400L, 500L);
	}

	@Test
	void severalWishesDuringACallAreOne() {
		ThreadedObject[] self = new ThreadedObject[1];
		ThreadedObject object = build(builder(1000).target(() -> {
			this.timer.note();
			if (this.calls.incrementAndGet() == 1) {
				self[0].runNow();
				self[0].runNow();
			}
		}));
		self[0] = object;
		object.start();
		this.timer.advance(1500);
		assertThat(this.timer.noted()).containsExactly(0L, 0L, 1000L);
	}

	@Test
	void oneThatIsNotStartedCannotRunNow() {
		ThreadedObject object = build(builder(100));
		assertThatIllegalStateException().isThrownBy(object::runNow)
			.withMessage("Periodic object 'rescan' is not started: start it instead");
	}

	/** Reliability 18. */
	@Test
	void aDayThatPassesAtOnceIsOneLateIteration() {
		ThreadedObject object = started(builder(1000));
		this.timer.take(Duration.ofDays(1).toMillis());
		this.timer.advance(2000);
		assertThat(this.calls).hasValue(4);
		assertThat(object.getAccDelay()).isEqualTo(Duration.ofDays(1).minusSeconds(1));
	}

	/** Reliability 18. */
	@Test
	void theClockOnTheWallMayBeSet() {
		ThreadedObject object = started(builder(1000));
		this.timer.manualTicker().setWall(Duration.ofHours(-1));
		this.timer.advance(1000);
		this.timer.manualTicker().setWall(Duration.ofHours(2));
		this.timer.advance(1000);
		assertThat(this.timer.noted()).containsExactly(0L, 1000L, 2000L);
		assertThat(object.getAccDelay()).isZero();
	}

	@Test
	void isNotWellWhenItsLastSuccessIsTooOld() {
		ThreadedObject object = started(builder(10_000).target(() -> {
			throw new IllegalStateException("broken");
		}).spec((spec) -> spec.grace(3)));
		this.timer.advance(30_000);
		assertThat(object.snapshot().problem()).isNull();
		this.timer.advance(1000);
		assertThat(object.snapshot().problem())
			.isEqualTo("no success for 31 s, which is more than 3.0 periods of PT10S");
		object.setTarget(() -> {
		});
		this.timer.advance(10_000);
		assertThat(object.snapshot().problem()).isNull();
		object.stop();
		this.timer.advance(100_000);
		assertThat(object.snapshot().problem()).isNull();
	}

}
