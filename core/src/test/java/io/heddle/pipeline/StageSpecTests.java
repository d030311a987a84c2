package io.heddle.pipeline;

import java.time.Duration;

import io.heddle.thread.ThreadMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class StageSpecTests {

	private static final StageSpec SPEC = StageSpec.named("reader");

	@Test
	void aNameIsEnough() {
		assertThat(SPEC).isEqualTo(new StageSpec("reader", 1, null, null, OnError.STOP,
				new RetrySpec(1, Duration.ofMillis(100), 2, Duration.ofSeconds(10), Duration.ZERO), 100,
				Duration.ofMillis(200)));
		assertThat(StageSpec.DEFAULT_QUEUE_CAPACITY).isEqualTo(1024);
	}

	@Test
	void eachSettingChangesItselfOnly() {
		RetrySpec retry = RetrySpec.attempts(3);
		assertThat(SPEC.threads(4)
			.queueCapacity(64)
			.mode(ThreadMode.VIRTUAL)
			.onError(OnError.SKIP)
			.retry(retry)
			.batchSize(500)
			.batchTimeout(Duration.ofSeconds(1))
			.name("writer"))
			.isEqualTo(new StageSpec("writer", 4, 64, ThreadMode.VIRTUAL, OnError.SKIP, retry, 500,
					Duration.ofSeconds(1)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " " })
	void aNameIsNotEmpty(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> StageSpec.named(name))
			.withMessage("'name' of a stage must not be empty");
	}

	@Test
	void aNameHasNoDot() {
		assertThatIllegalArgumentException().isThrownBy(() -> StageSpec.named("a.b"))
			.withMessage("'name' of stage 'a.b' must not have a dot");
	}

	@ParameterizedTest
	@ValueSource(ints = { Integer.MIN_VALUE, -1, 0, 100_001 })
	void threadsAreInRange(int threads) {
		assertThatIllegalArgumentException().isThrownBy(() -> SPEC.threads(threads))
			.withMessage("'threads' of stage 'reader' must be at least 1 and at most 100000 but was " + threads);
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 0, (1 << 24) + 1 })
	void theQueueCapacityIsInRange(int capacity) {
		assertThatIllegalArgumentException().isThrownBy(() -> SPEC.queueCapacity(capacity))
			.withMessage(
					"'queue-capacity' of stage 'reader' must be at least 1 and at most 16777216 but was " + capacity);
	}

	@Test
	void theBatchSizeIsPositive() {
		assertThatIllegalArgumentException().isThrownBy(() -> SPEC.batchSize(0))
			.withMessageStartingWith("'batch-size' of stage 'reader' must be at least 1")
			.withMessageEndingWith("but was 0");
	}

	@ParameterizedTest
	@ValueSource(longs = { -1, 0 })
	void theBatchTimeoutIsPositive(long millis) {
		Duration timeout = Duration.ofMillis(millis);
		assertThatIllegalArgumentException().isThrownBy(() -> SPEC.batchTimeout(timeout))
			.withMessage("'batch-timeout' of stage 'reader' must be positive but was " + timeout);
	}

	@Test
	void theLargestValuesAreLegal() {
		StageSpec largest = SPEC.threads(StageSpec.MAX_THREADS)
			.queueCapacity(StageSpec.MAX_QUEUE_CAPACITY)
			.batchSize(Integer.MAX_VALUE)
			.batchTimeout(Duration.ofSeconds(Long.MAX_VALUE));
		assertThat(largest.threads()).isEqualTo(100_000);
	}

}
