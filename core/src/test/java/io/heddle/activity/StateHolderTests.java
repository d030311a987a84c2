package io.heddle.activity;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import io.heddle.testing.Crew;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.ManualTicker;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(NoLeakedThreads.class)
class StateHolderTests {

	private static final int THREADS = 100;

	private final ManualTicker ticker = new ManualTicker();

	private final StateHolder<Lamp> lamp = new StateHolder<>(Lamp.OFF, Lamp::canBecome, this.ticker);

	@Test
	void beginsInItsInitialState() {
		assertThat(this.lamp.get()).isEqualTo(Lamp.OFF);
		assertThat(this.lamp.since()).isEqualTo(ManualTicker.BEGIN);
	}

	@Test
	void aLegalMoveAnswersTheStateBeforeAndNotesTheMoment() {
		this.ticker.advance(Duration.ofSeconds(1));
		assertThat(this.lamp.become(Lamp.ON)).isEqualTo(Lamp.OFF);
		assertThat(this.lamp.get()).isEqualTo(Lamp.ON);
		assertThat(this.lamp.since()).isEqualTo(ManualTicker.BEGIN.plusSeconds(1));
	}

	@Test
	void anIllegalMoveChangesNothing() {
		this.ticker.advance(Duration.ofSeconds(1));
		assertThat(this.lamp.become(Lamp.OFF)).isNull();
		assertThat(this.lamp.become(Lamp.BROKEN)).isNull();
		assertThat(this.lamp.get()).isEqualTo(Lamp.OFF);
		assertThat(this.lamp.since()).isEqualTo(ManualTicker.BEGIN);
	}

	@Test
	void aMoveFromAnExpectedStateNeedsThatState() {
		assertThat(this.lamp.tryMove(Lamp.ON, Lamp.OFF)).isFalse();
		assertThat(this.lamp.get()).isEqualTo(Lamp.OFF);
		assertThat(this.lamp.tryMove(Lamp.OFF, Lamp.ON)).isTrue();
		assertThat(this.lamp.get()).isEqualTo(Lamp.ON);
	}

	@Test
	void aMoveFromTheExpectedStateHasToBeLegal() {
		assertThat(this.lamp.tryMove(Lamp.OFF, Lamp.BROKEN)).isFalse();
		assertThat(this.lamp.get()).isEqualTo(Lamp.OFF);
	}

	@EachThreadMode
	void oneOfAHundredThreadsMakesTheMove(ThreadMode mode) throws InterruptedException {
		assertThat(winners(mode, () -> this.lamp.become(Lamp.ON) != null)).isEqualTo(1);
		assertThat(this.lamp.get()).isEqualTo(Lamp.ON);
	}

	@EachThreadMode
	void oneOfAHundredThreadsMovesFromTheExpectedState(ThreadMode mode) throws InterruptedException {
		assertThat(winners(mode, () -> this.lamp.tryMove(Lamp.OFF, Lamp.ON))).isEqualTo(1);
		assertThat(this.lamp.get()).isEqualTo(Lamp.ON);
	}

	/** How many of the threads say that it was them. */
	private static int winners(ThreadMode mode, BooleanSupplier move) throws InterruptedException {
		CountDownLatch start = new CountDownLatch(1);
		AtomicInteger winners = new AtomicInteger();
		try (Crew crew = new Crew(mode)) {
			crew.start(THREADS, () -> {
				start.await();
				if (move.getAsBoolean()) {
					winners.incrementAndGet();
				}
			});
			start.countDown();
			crew.join();
		}
		return winners.get();
	}

	private enum Lamp {

		OFF, ON, BROKEN;

		boolean canBecome(Lamp next) {
			return switch (this) {
				case OFF -> next == ON;
				case ON -> next == OFF || next == BROKEN;
				case BROKEN -> false;
			};
		}

	}

}
