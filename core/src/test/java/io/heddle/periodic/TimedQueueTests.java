package io.heddle.periodic;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.heddle.testing.Crew;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.ManualTicker;
import io.heddle.testing.Numbered;
import io.heddle.thread.ThreadMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class TimedQueueTests {

	private final ManualTicker ticker = new ManualTicker();

	private final TimedQueue<String> queue = new TimedQueue<>(3, this.ticker);

	@Test
	void t194aValueStaysUntilItsTimeHasPassedAndTheLastOneForEver() {
		this.queue.append("a", Duration.ofMillis(300));
		assertThat(this.queue.pop()).isEqualTo("a");
		this.queue.append("b");
		assertThat(this.queue.pop()).isEqualTo("a");
		assertThat(this.queue.size()).isEqualTo(2);
		this.ticker.advance(Duration.ofMillis(400));
		assertThat(this.queue.pop()).isEqualTo("a");
		assertThat(this.queue.size()).isEqualTo(1);
		assertThat(this.queue.pop()).isEqualTo("b");
		this.ticker.advance(Duration.ofMinutes(1));
		assertThat(this.queue.pop()).isEqualTo("b");
		assertThat(this.queue.pop()).isEqualTo("b");
	}

	@Test
	void anEmptyOneHasNothing() {
		assertThat(this.queue.pop()).isNull();
		assertThat(this.queue.pop(1)).isNull();
		assertThat(this.queue.pop(-1)).isNull();
		assertThat(this.queue.size()).isZero();
	}

	@Test
	void aValueIsKeptForFifteenSeconds() {
		this.queue.append("a");
		this.queue.append("b");
		this.ticker.advance(Duration.ofMillis(14_999));
		this.queue.pop();
		assertThat(this.queue.contains("a")).isTrue();
		this.ticker.advance(Duration.ofMillis(1));
		assertThat(this.queue.pop()).isEqualTo("a");
		assertThat(this.queue.contains("a")).isFalse();
	}

	@Test
	void eachValueIsGivenAtLeastOnce() {
		this.queue.append("a", Duration.ZERO);
		this.queue.append("b", Duration.ZERO);
		this.queue.append("c", Duration.ZERO);
		this.ticker.advance(Duration.ofSeconds(1));
		assertThat(this.queue.pop()).isEqualTo("a");
		assertThat(this.queue.pop()).isEqualTo("b");
		assertThat(this.queue.pop()).isEqualTo("c");
		assertThat(this.queue.pop()).isEqualTo("c");
	}

	@Test
	void anyPositionCanBePopped() {
		this.queue.append("a");
		this.queue.append("b", Duration.ofMillis(1));
		this.queue.append("c");
		assertThat(this.queue.pop(2)).isEqualTo("c");
		assertThat(this.queue.index("b")).isEqualTo(1);
		this.ticker.advance(Duration.ofMillis(1));
		assertThat(this.queue.pop(1)).isEqualTo("b");
		assertThat(this.queue.index("b")).isEqualTo(-1);
		assertThat(this.queue.index("c")).isEqualTo(1);
	}

	@Test
	void isBounded() {
		this.queue.append("a");
		this.queue.append("b");
		this.queue.append("c");
		assertThatIllegalStateException().isThrownBy(() -> this.queue.append("d"))
			.withMessage(
					"The queue is full with 3 values: pop them, keep them for a shorter time, or give it more capacity");
		assertThatIllegalArgumentException().isThrownBy(() -> new TimedQueue<>(0, this.ticker))
			.withMessage("'capacity' must be 1 or more but was 0");
	}

	@Test
	void beginsWithAValueThatIsNotSplit() {
		TimedQueue<String> one = TimedQueue.of("text");
		assertThat(one.size()).isEqualTo(1);
		assertThat(one.pop()).isEqualTo("text");
	}

	@EachThreadMode
	void threadsLoseNothing(ThreadMode mode) throws InterruptedException {
		int count = 4_000;
		TimedQueue<Integer> shared = new TimedQueue<>(count + 1, this.ticker);
		Numbered seen = new Numbered(count);
		try (Crew crew = new Crew(mode)) {
			crew.start(() -> {
				for (int number = 0; number < count; number++) {
					shared.append(number, Duration.ZERO);
				}
				shared.append(count, Duration.ZERO);
			});
			crew.start(2, () -> {
				for (Integer next = shared.pop(); next == null || next < count; next = shared.pop()) {
					if (next != null) {
						seen.mark(next);
					}
				}
			});
			crew.join(Duration.ofSeconds(10), seen::marked);
		}
		assertThat(seen.lost()).isEmpty();
	}

	/** Values are compared by code of the user. */
	@Test
	void noLockIsHeldWhileValuesAreCompared() {
		TimedQueue<Object> queue = new TimedQueue<>();
		queue.append(new Object() {

			@Override
			public boolean equals(@Nullable Object other) {
				return CompletableFuture.supplyAsync(queue::size).orTimeout(5, TimeUnit.SECONDS).join() == 1;
			}

			@Override
			public int hashCode() {
				return 0;
			}

		});
		assertThat(queue.contains("a")).isTrue();
	}

}
