package io.heddle.pipeline;

import java.util.Objects;

import io.heddle.activity.Failure;
import io.heddle.testing.ManualTicker;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FailuresTests {

	private final Failures failures = new Failures();

	@Test
	void thereIsNoneAtFirst() {
		assertThat(this.failures.first()).isNull();
	}

	@Test
	void theFirstIsTheFailureAndLaterOnesAreSuppressedInOrder() {
		Exception first = new Exception("first");
		Error second = new Error("second");
		Exception third = new Exception("third");
		this.failures.add(failure("reader", first));
		this.failures.add(failure("writer", second));
		this.failures.add(failure("reader", third));
		assertThat(this.failures.first()).isEqualTo(failure("reader", first));
		assertThat(first).hasSuppressedException(second).hasSuppressedException(third);
		assertThat(first.getSuppressed()).containsExactly(second, third);
	}

	@Test
	void theSameExceptionTwiceIsNotSuppressedInItself() {
		Exception shared = new Exception("shared");
		this.failures.add(failure("reader", shared));
		this.failures.add(failure("reader", shared));
		assertThat(shared.getSuppressed()).isEmpty();
	}

	@Test
	void aHundredSuppressedExceptionsAreEnough() {
		for (int i = 0; i < 1000; i++) {
			this.failures.add(failure("reader", new Exception("failure " + i)));
		}
		Throwable cause = Objects.requireNonNull(this.failures.first()).cause();
		assertThat(cause).hasMessage("failure 0");
		assertThat(cause.getSuppressed()).hasSize(100);
		assertThat(cause.getSuppressed()[99]).hasMessage("failure 100");
	}

	private static Failure failure(String where, Throwable cause) {
		return new Failure(where, "thread", cause, ManualTicker.BEGIN);
	}

}
