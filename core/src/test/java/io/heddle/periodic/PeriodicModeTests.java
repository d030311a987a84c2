package io.heddle.periodic;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

import io.heddle.testing.ManualTicker;
import io.heddle.testing.NoLeakedThreads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The ways to count that the original did not have. */
@ExtendWith(NoLeakedThreads.class)
class PeriodicModeTests {

	private static final long HOUR = Duration.ofHours(1).toMillis();

	private static final long MINUTE = Duration.ofMinutes(1).toMillis();

	private final ManualTimer timer = new ManualTimer();

	private final ThreadedObject.Builder builder = new DefaultThreadedObjectBuilder("rescan").timer(this.timer)
		.period(Duration.ofMillis(100))
		.minWait(Duration.ZERO)
		.target(this.timer::note);

	private ThreadedObject object = this.builder.build();

	@AfterEach
	void kill() {
		this.object.kill();
	}

	private void start(ThreadedObject.Builder builder) {
		this.object = builder.build();
		this.object.start();
		this.timer.advance(0);
	}

	private Runnable taking(Long... millis) {
		Iterator<Long> durations = Arrays.asList(millis).iterator();
		return () -> {
			this.timer.note();
			this.timer.take(durations.hasNext() ? durations.next() : 0);
		};
	}

	@Test
	void aFixedDelayIsCountedFromTheEnd() {
		start(this.builder.mode(PeriodicMode.FIXED_DELAY).target(taking(30L, 250L)));
		this.timer.advance(600);
		assertThat(this.timer.noted()).containsExactly(0L, 130L, 480L, 580L);
		assertThat(this.object.getAccDelay()).isZero();
	}

	@Test
	void aFixedRateHasNoDrift() {
		start(this.builder.mode(PeriodicMode.FIXED_RATE).target(taking(0L, 50L, 99L)));
		this.timer.take(110);
		this.timer.advance(390);
		assertThat(this.timer.noted()).containsExactly(0L, 110L, 200L, 300L, 400L, 500L);
		assertThat(this.object.getAccDelay()).isEqualTo(Duration.ofMillis(10));
		assertThat(this.object.stats().skipped()).isZero();
	}

	/** Reliability 17. */
	@Test
	void aFixedRateSkipsWhatHasPassedAndKeepsItsPhase() {
		start(this.builder.mode(PeriodicMode.FIXED_RATE).target(taking(0L, 350L)));
		this.timer.advance(700);
		assertThat(this.timer.noted()).containsExactly(0L, 100L, 500L, 600L, 700L);
		assertThat(this.object.stats().skipped()).isEqualTo(3);
		assertThat(this.object.getAccDelay()).isZero();
	}

	/** Reliability 17. */
	@Test
	void oneStandsForAllThatHavePassed() {
		start(this.builder.mode(PeriodicMode.FIXED_RATE).catchUp(CatchUp.ONE).target(taking(0L, 350L)));
		this.timer.advance(700);
		assertThat(this.timer.noted()).containsExactly(0L, 100L, 450L, 500L, 600L, 700L);
		assertThat(this.object.stats().skipped()).isEqualTo(2);
	}

	/** Reliability 18 and 19; peers' bug 14. */
	@ParameterizedTest
	@EnumSource(CatchUp.class)
	void aPauseOfTheHostMakesNoStorm(CatchUp catchUp) {
		start(this.builder.mode(PeriodicMode.FIXED_RATE).catchUp(catchUp));
		this.timer.take(10_050);
		this.timer.advance(250);
		assertThat(this.timer.noted()).containsExactly(0L, 10_050L, 10_100L, 10_200L, 10_300L);
		assertThat(this.object.stats().skipped()).isEqualTo(99);
	}

	@Test
	void anExecutionOutOfTurnDoesNotMoveAFixedRate() {
		start(this.builder.mode(PeriodicMode.FIXED_RATE));
		this.timer.advance(130);
		this.object.runNow();
		this.timer.advance(170);
		assertThat(this.timer.noted()).containsExactly(0L, 100L, 130L, 200L, 300L);
	}

	@Test
	void givenTimesDoNotMoveAFixedRate() {
		start(this.builder.mode(PeriodicMode.FIXED_RATE));
		this.object.setQueue(List.of(ManualTicker.BEGIN.plusMillis(330), ManualTicker.BEGIN.plusMillis(370)));
		this.timer.advance(600);
		assertThat(this.timer.noted()).containsExactly(0L, 330L, 370L, 400L, 500L, 600L);
	}

	/** It is 08:00 at first. */
	@Test
	void aCronExpressionGivesTheTimes() {
		start(this.builder.cron("0 0,30 * * * *", ZoneOffset.UTC));
		assertThat(this.timer.noted()).isEmpty();
		this.timer.advance(2 * HOUR);
		assertThat(this.timer.noted()).containsExactly(30 * MINUTE, HOUR, HOUR + 30 * MINUTE, 2 * HOUR);
		assertThat(this.object.getAccDelay()).isZero();
	}

	@Test
	void theTimesAreThoseOfTheZone() {
		start(this.builder.cron("0 10 * * *", ZoneId.of("Europe/Madrid")));
		this.timer.advance(HOUR + 1);
		assertThat(this.timer.noted()).containsExactly(HOUR);
	}

	@Test
	void aCronTimeThatPassesDuringACallIsSkipped() {
		start(this.builder.cron("* * * * *", ZoneOffset.UTC).target(taking(150_000L)));
		this.timer.advance(6 * MINUTE);
		assertThat(this.timer.noted()).containsExactly(MINUTE, 4 * MINUTE, 5 * MINUTE, 6 * MINUTE);
		assertThat(this.object.stats().skipped()).isEqualTo(2);
	}

	@Test
	void aCronTimeThatPassesDuringACallIsMadeUpFor() {
		start(this.builder.cron("* * * * *", ZoneOffset.UTC).catchUp(CatchUp.ONE).target(taking(150_000L)));
		this.timer.advance(6 * MINUTE);
		assertThat(this.timer.noted()).containsExactly(MINUTE, MINUTE + 150_000L, 4 * MINUTE, 5 * MINUTE, 6 * MINUTE);
		assertThat(this.object.stats().skipped()).isEqualTo(1);
	}

	/** Reliability 18: what counts is the clock on the wall. */
	@Test
	void cronFollowsTheClockOnTheWall() {
		start(this.builder.cron("0 10 * * *", ZoneOffset.UTC));
		this.timer.manualTicker().setWall(Duration.ofHours(1));
		this.timer.advance(HOUR + MINUTE);
		assertThat(this.timer.noted()).containsExactly(HOUR);
	}

	/** Reliability 18. */
	@Test
	void cronDoesNotRunTwiceWhenTheClockGoesBackALittle() {
		start(this.builder.cron("0 9 * * *", ZoneOffset.UTC).target(() -> {
			this.timer.note();
			this.timer.manualTicker().setWall(Duration.ofSeconds(-5));
		}));
		this.timer.advance(3 * HOUR);
		assertThat(this.timer.noted()).containsExactly(HOUR);
	}

	@Test
	void anExecutionOutOfTurnReplacesNoCronTime() {
		start(this.builder.cron("0 9 * * *", ZoneOffset.UTC));
		this.timer.advance(HOUR - 10_000);
		this.object.runNow();
		this.timer.advance(HOUR);
		assertThat(this.timer.noted()).containsExactly(HOUR - 10_000, HOUR);
	}

	@Test
	void cronIsNotWellWhenItsLastSuccessIsTooOld() {
		start(this.builder.cron("* * * * *", ZoneOffset.UTC).spec((spec) -> spec.grace(3)).target(() -> {
			throw new IllegalStateException("broken");
		}));
		this.timer.advance(3 * MINUTE);
		assertThat(this.object.snapshot().problem()).isNull();
		this.timer.advance(1000);
		assertThat(this.object.snapshot().problem())
			.isEqualTo("no success for 181 s, which is more than 3.0 periods of PT1M");
	}

	/** Set back, it makes all wait; set forward, nothing has been missed. */
	@ParameterizedTest
	@ValueSource(ints = { -24, 24 })
	void aClockThatIsSetMakesNothingUnwell(int hours) {
		for (String cron : new String[] { "", "*/10 * * * *" }) {
			start((cron.isEmpty() ? this.builder.period(Duration.ofMinutes(10))
					: this.builder.cron(cron, ZoneOffset.UTC))
				.spec((spec) -> spec.grace(3)));
			this.timer.advance(21 * MINUTE);
			this.timer.manualTicker().setWall(Duration.ofHours(hours));
			assertThat(this.object.snapshot().problem()).isNull();
			this.timer.advance(HOUR);
			assertThat(this.object.snapshot().problem()).isNull();
		}
	}

	@Test
	void anExpressionWithoutFurtherTimesWaitsForNothing() {
		start(this.builder.cron("0 0 0 30 2 *", ZoneOffset.UTC));
		this.timer.advance(HOUR);
		assertThat(this.timer.noted()).isEmpty();
		assertThat(this.object.getNext()).isNull();
		this.object.runNow();
		this.timer.advance(0);
		assertThat(this.timer.noted()).containsExactly(HOUR);
	}

}
