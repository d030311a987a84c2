package io.heddle.periodic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.testing.NoLeakedThreads;
import io.heddle.time.Ticker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Memory may run out anywhere, not only in the target: the clock stands for all that
 * needs some. Reliability 3 and 16.
 */
@ExtendWith(NoLeakedThreads.class)
class PeriodicMemoryTests {

	private final AtomicInteger calls = new AtomicInteger();

	/** After so many looks at the clock there is no memory, once. */
	private long left = -1;

	private final ManualTimer timer = new ManualTimer(this::spend);

	private void spend() {
		if (this.left-- == 0) {
			throw new OutOfMemoryError("injected");
		}
	}

	/** The timer keeps the tick, and has no memory for a thread. */
	@Test
	void eachPartRunsOnceWithoutMemoryForItsThread() {
		List<Integer> parts = new ArrayList<>();
		TickTimer poor = new TickTimer() {

			@Override
			public Ticker ticker() {
				return PeriodicMemoryTests.this.timer.ticker();
			}

			@Override
			public void schedule(Tick tick, long atNanos) {
				PeriodicMemoryTests.this.timer.schedule(tick, atNanos);
				if (PeriodicMemoryTests.this.calls.get() > 0) {
					throw new OutOfMemoryError("injected");
				}
			}

			@Override
			public void scheduleAtEnd(Tick tick, long atNanos) {
				PeriodicMemoryTests.this.timer.schedule(tick, atNanos);
			}

			@Override
			public void cancel(Tick tick) {
				PeriodicMemoryTests.this.timer.cancel(tick);
			}

		};
		ThreadedObject object = new DefaultThreadedObjectBuilder("rescan").timer(poor)
			.threads(3)
			.period(Duration.ofMillis(100))
			.splitTarget((part, count) -> parts.add(part))
			.start(true)
			.build();
		this.calls.set(1);
		this.timer.advance(100);
		assertThat(parts).containsExactlyInAnyOrder(0, 1, 2, 0, 1, 2);
		assertThat(object.stats().running()).isZero();
		assertThat(object.kill()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3 })
	void noScheduleEndsWithoutMemory(int threads) {
		boolean struck = true;
		for (int looks = 0; struck; looks++) {
			ThreadedObject object = new DefaultThreadedObjectBuilder("rescan").timer(this.timer)
				.threads(threads)
				.period(Duration.ofMillis(100))
				.target(this.calls::incrementAndGet)
				.start(true)
				.build();
			this.timer.advance(0);
			this.left = looks;
			this.timer.advance(100);
			struck = this.left < 0;
			this.left = -1;
			this.calls.set(0);
			this.timer.advance(1000);
			assertThat(this.calls).as("after %d looks", looks).hasValueBetween(9, 11);
			assertThat(object.stats().running()).as("after %d looks", looks).isZero();
			assertThat(object.kill()).isTrue();
		}
	}

}
