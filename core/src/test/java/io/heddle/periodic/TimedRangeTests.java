package io.heddle.periodic;

import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import io.heddle.testing.Crew;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.ManualTicker;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@ExtendWith(NoLeakedThreads.class)
class TimedRangeTests {

	private final ManualTicker ticker = new ManualTicker();

	private final List<Long> seen = new CopyOnWriteArrayList<>();

	private final TimedRange range = new TimedRange(Duration.ofMillis(100), Duration.ofMillis(30), this.ticker);

	private void loop() {
		for (Duration elapsed : this.range) {
			this.seen.add(elapsed.toMillis());
		}
	}

	@EachThreadMode
	void givesTheElapsedTimeEachPeriodUntilTheTimeIsOver(ThreadMode mode) throws InterruptedException {
		try (Crew crew = new Crew(mode)) {
			crew.start(this::loop);
			for (int i = 0; i < 3; i++) {
				this.ticker.awaitSleepers(1);
				this.ticker.advance(Duration.ofMillis(30));
			}
			this.ticker.awaitSleepers(1);
			assertThat(this.seen).containsExactly(0L, 30L, 60L, 90L);
			this.ticker.advance(Duration.ofMillis(10));
			crew.join();
		}
		assertThat(this.seen).containsExactly(0L, 30L, 60L, 90L);
	}

	@Test
	void aLongBodyIsFollowedAtOnceAndNothingIsMadeUpFor() throws InterruptedException {
		try (Crew crew = new Crew(ThreadMode.PLATFORM)) {
			crew.start(() -> {
				for (Duration elapsed : this.range) {
					this.seen.add(elapsed.toMillis());
					if (this.seen.size() == 1) {
						this.ticker.advance(Duration.ofMillis(70));
					}
				}
			});
			this.ticker.awaitSleepers(1);
			assertThat(this.seen).containsExactly(0L, 70L);
			this.ticker.advance(Duration.ofMillis(30));
			crew.join();
		}
		assertThat(this.seen).containsExactly(0L, 70L);
	}

	@EachThreadMode
	void endsWhenItIsTold(ThreadMode mode) throws InterruptedException {
		try (Crew crew = new Crew(mode)) {
			crew.start(2, this::loop);
			this.ticker.awaitSleepers(2);
			this.range.end();
			crew.join();
		}
		assertThat(this.seen).containsExactly(0L, 0L);
		loop();
		assertThat(this.seen).hasSize(2);
	}

	@EachThreadMode
	void anInterruptEndsTheLoopAndStaysSet(ThreadMode mode) throws InterruptedException {
		AtomicBoolean flag = new AtomicBoolean();
		try (Crew crew = new Crew(mode)) {
			Thread thread = crew.start(() -> {
				loop();
				flag.set(Thread.currentThread().isInterrupted());
			});
			this.ticker.awaitSleepers(1);
			thread.interrupt();
			crew.join();
		}
		assertThat(flag).isTrue();
		assertThat(this.seen).containsExactly(0L);
	}

	@Test
	void eachLoopBeginsAnew() {
		assertThat(this.range.iterator().next()).isZero();
		this.ticker.advance(Duration.ofSeconds(1));
		assertThat(this.range.iterator().next()).isZero();
	}

	@Test
	void isOverAfterItsEnd() {
		TimedRange none = new TimedRange(Duration.ZERO, Duration.ofMillis(1), this.ticker);
		assertThat(none.iterator().hasNext()).isFalse();
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> none.iterator().next())
			.withMessage("The time is over");
	}

	@Test
	void thePeriodIsMoreThanZero() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> TimedRange.timedRange(Duration.ofSeconds(1), Duration.ZERO))
			.withMessage("'period' of a timed range must be more than 0 but was PT0S");
	}

	@Test
	void goesByTheClockOfTheJvm() {
		for (Duration elapsed : TimedRange.timedRange(Duration.ofMillis(60), Duration.ofMillis(20))) {
			this.seen.add(elapsed.toMillis());
		}
		assertThat(this.seen).hasSizeBetween(1, 3).isSorted();
	}

}
