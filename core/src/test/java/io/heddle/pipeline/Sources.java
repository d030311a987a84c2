package io.heddle.pipeline;

import java.util.stream.IntStream;

/**
 * Frontends for tests.
 */
final class Sources {

	private Sources() {
	}

	/** Emits 0, 1, … up to but without {@code count}. */
	static Frontend<Integer> numbers(int count) {
		return (out) -> IntStream.range(0, count).forEach(out::emit);
	}

	/** Emits 0, 1, … until it is stopped. */
	static Frontend<Integer> endless() {
		return (out) -> IntStream.iterate(0, (number) -> number + 1).forEach(out::emit);
	}

}
