package io.heddle.generator;

import io.heddle.thread.ThreadMode;

import org.springframework.util.Assert;

/**
 * Settings of a {@link BackgroundGenerator}.
 *
 * @param name its name
 * @param prefetch how many items wait for the consumer, besides the one that waits to be
 * inserted; 0 for as many as there are
 * @param mode the kind of its thread
 */
public record GeneratorSpec(String name, int prefetch, ThreadMode mode) {

	public static final int DEFAULT_PREFETCH = 1;

	/** The most items that may wait where there is a limit. */
	public static final int MAX_PREFETCH = 1 << 20;

	public GeneratorSpec {
		Assert.hasText(name, "'name' of a generator must not be empty");
		Assert.isTrue(prefetch >= 0 && prefetch <= MAX_PREFETCH,
				() -> "'prefetch' of generator '%s' must be from 0, which means no limit, to %d but was %d"
					.formatted(name, MAX_PREFETCH, prefetch));
	}

	/** The settings of a generator of which nothing else is said. */
	public static GeneratorSpec of(String name) {
		return new GeneratorSpec(name, DEFAULT_PREFETCH, ThreadMode.PLATFORM);
	}

	public GeneratorSpec name(String name) {
		return new GeneratorSpec(name, this.prefetch, this.mode);
	}

	public GeneratorSpec prefetch(int prefetch) {
		return new GeneratorSpec(this.name, prefetch, this.mode);
	}

	public GeneratorSpec mode(ThreadMode mode) {
		return new GeneratorSpec(this.name, this.prefetch, mode);
	}

}
