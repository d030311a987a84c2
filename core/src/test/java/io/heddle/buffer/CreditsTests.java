package io.heddle.buffer;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.testing.Crew;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.Eventually;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import io.heddle.time.Ticker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(NoLeakedThreads.class)
@Timeout(20)
class CreditsTests {

	private final Signal signal = new Signal();

	private final Credits credits = new Credits(8, this.signal, WaitStrategy.SPIN_YIELD_PARK);

	private final WaitClock clock = new WaitClock(Ticker.system());

	@Test
	void noMoreAreTakenThanAreFree() {
		assertThat(this.credits.tryTake(5)).isEqualTo(5);
		assertThat(this.credits.tryTake(5)).isEqualTo(3);
		assertThat(this.credits.tryTake(5)).isZero();
		this.credits.give(1);
		assertThat(this.credits.tryTake(5)).isEqualTo(1);
	}

	@Test
	void itDoesNotWaitWhenEnoughAreFree() throws Exception {
		assertThat(this.credits.take(100, this.clock)).isEqualTo(8);
		this.credits.give(2);
		assertThat(this.credits.take(100, this.clock)).isEqualTo(2);
	}

	@EachThreadMode
	void oneGiftServesEveryWaitingProducerThatItIsEnoughFor(ThreadMode mode) throws Exception {
		this.credits.tryTake(8);
		AtomicInteger served = new AtomicInteger();
		try (Crew crew = new Crew(mode)) {
			for (int i = 0; i < 4; i++) {
				Eventually.isParked(crew.start(() -> {
					assertThat(this.credits.take(1, new WaitClock(Ticker.system()))).isOne();
					served.incrementAndGet();
				}));
			}
			this.credits.give(1);
			this.credits.give(4);
			Eventually.holds(() -> served.get() == 4);
			crew.join();
		}
		assertThat(this.credits.free()).isOne();
	}

	@EachThreadMode
	void anInterruptedProducerIsNotServed(ThreadMode mode) throws Exception {
		this.credits.tryTake(8);
		CountDownLatch interrupted = new CountDownLatch(1);
		try (Crew crew = new Crew(mode)) {
			Thread first = crew.start(() -> {
				assertThatExceptionOfType(InterruptedException.class)
					.isThrownBy(() -> this.credits.take(8, new WaitClock(Ticker.system())));
				interrupted.countDown();
			});
			Eventually.isParked(first);
			Thread second = crew
				.start(() -> assertThat(this.credits.take(8, new WaitClock(Ticker.system()))).isEqualTo(8));
			Eventually.isParked(second);
			first.interrupt();
			interrupted.await();
			assertThat(second.isAlive()).isTrue();
			this.credits.give(8);
			crew.join();
		}
	}

	@EachThreadMode
	void whoWaitsIsRefused(ThreadMode mode) throws Exception {
		this.credits.tryTake(8);
		try (Crew crew = new Crew(mode)) {
			for (int i = 0; i < 3; i++) {
				Eventually.isParked(crew.start(() -> assertThatExceptionOfType(StoppedException.class)
					.isThrownBy(() -> this.credits.take(1, new WaitClock(Ticker.system())))));
			}
			this.signal.refuse();
			this.credits.wakeAll();
			crew.join();
		}
		assertThatExceptionOfType(StoppedException.class).isThrownBy(() -> this.credits.take(1, this.clock));
	}

}
