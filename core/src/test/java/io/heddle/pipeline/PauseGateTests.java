package io.heddle.pipeline;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.testing.Crew;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.Eventually;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(NoLeakedThreads.class)
class PauseGateTests {

	private final PauseGate gate = new PauseGate();

	private final AtomicBoolean closed = new AtomicBoolean(true);

	@Test
	void nobodyWaitsAtAnOpenGate() throws InterruptedException {
		this.gate.await(() -> false);
	}

	@EachThreadMode
	void allPassWhenItOpens(ThreadMode mode) throws InterruptedException {
		AtomicInteger passed = new AtomicInteger();
		try (Crew crew = new Crew(mode)) {
			for (int i = 0; i < 3; i++) {
				Thread thread = crew.start(() -> {
					this.gate.await(this.closed::get);
					passed.incrementAndGet();
				});
				Eventually.isParked(thread);
			}
			assertThat(passed).hasValue(0);
			this.closed.set(false);
			this.gate.open();
			crew.join();
		}
		assertThat(passed).hasValue(3);
	}

	@EachThreadMode
	void whoLooksAgainInVainGoesOnWaiting(ThreadMode mode) throws InterruptedException {
		AtomicInteger looks = new AtomicInteger();
		try (Crew crew = new Crew(mode)) {
			Thread thread = crew.start(() -> this.gate.await(() -> looks.incrementAndGet() > 0 && this.closed.get()));
			Eventually.holds(() -> looks.get() == 1 && Crew.isParked(thread));
			this.gate.open();
			Eventually.holds(() -> looks.get() == 2 && Crew.isParked(thread));
			this.closed.set(false);
			this.gate.open();
			crew.join();
		}
	}

	@EachThreadMode
	void anInterruptEndsTheWait(ThreadMode mode) throws InterruptedException {
		try (Crew crew = new Crew(mode)) {
			Thread thread = crew.start(() -> assertThatExceptionOfType(InterruptedException.class)
				.isThrownBy(() -> this.gate.await(this.closed::get)));
			Eventually.isParked(thread);
			thread.interrupt();
			crew.join();
		}
	}

}
