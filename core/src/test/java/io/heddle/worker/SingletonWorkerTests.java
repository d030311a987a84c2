package io.heddle.worker;

import java.time.Duration;
import java.util.NoSuchElementException;

import io.heddle.testing.EachThreadMode;
import io.heddle.testing.ManualTicker;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Results by key (T139).
 */
@ExtendWith(NoLeakedThreads.class)
@Timeout(60)
class SingletonWorkerTests {

	private static final Duration LONG = Duration.ofSeconds(10);

	@EachThreadMode
	void t139AResultIsTakenOnceByItsKey(ThreadMode mode) {
		ManualTicker ticker = new ManualTicker();
		try (SingletonWorker<String, Integer> worker = SingletonWorker.<String, Integer>builder("single")
			.mode(mode)
			.ticker(ticker)
			.build()) {
			worker.put("a", () -> 1);
			assertThat(worker.done()).isFalse();
			assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> worker.get("a"))
				.withMessage("Task 'a' of Singleton worker 'single' is not ready");
			worker.start();
			assertThat(worker.awaitDone(LONG)).isTrue();
			assertThat(worker.done()).isTrue();
			assertThat(worker.get("a")).isEqualTo(new WorkerResult<>("a", 1, null, ManualTicker.BEGIN));
			assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> worker.get("a"))
				.withMessageContaining("has no result for 'a'");
		}
	}

	@EachThreadMode
	void oneResultOfEachKeyRemainsAndErrorsAreResults(ThreadMode mode) {
		try (SingletonWorker<String, Integer> worker = SingletonWorker.<String, Integer>builder("single")
			.mode(mode)
			.resultCapacity(2)
			.build()) {
			worker.start();
			worker.put("a", () -> 1);
			worker.put("b", () -> 2);
			worker.put("a", () -> {
				throw new IllegalStateException("second");
			});
			worker.put("none", null);
			assertThat(worker.awaitDone(LONG)).isTrue();
			assertThat(worker.values()).containsOnlyKeys("b", "a");
			assertThat(worker.values().values()).extracting(WorkerResult::value).containsExactly(2, null);
			worker.put("c", () -> 3);
			assertThat(worker.awaitDone(LONG)).isTrue();
			assertThat(worker.flush()).extracting(WorkerResult::key).containsExactly("a", "c");
			assertThat(worker.values()).isEmpty();
			assertThat(worker.work().snapshot().counts().dropped()).isEqualTo(2);
		}
	}

	@Test
	void aStoppedSingletonWorkerTellsWhichTasksHaveNotBegun() {
		SingletonWorker<String, Integer> worker = new SingletonWorker<>("single");
		worker.put("a", () -> 1);
		worker.put("b", () -> 1);
		assertThat(worker.stop()).containsExactly("a", "b");
	}

}
