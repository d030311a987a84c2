package io.heddle.dict;

import java.time.Duration;

import io.heddle.thread.ThreadMode;

import org.springframework.util.Assert;

/**
 * Settings of a {@link ThreadDict}.
 *
 * @param name its name
 * @param timewait the least time between two reads of one reader
 * @param delay from a start to the first read
 * @param readers how many threads read
 * @param onReadError what becomes of a value whose refresh has failed
 * @param readTimeout after which a refresh is interrupted and has failed; 0 for never
 * @param maxAge how old a polled value may be before the dict is not well; 0 if it does
 * not matter
 * @param mode the kind of threads that read
 * @param autoStart whether it is started with the application
 */
public record ThreadDictSpec(String name, Duration timewait, Duration delay, int readers, OnReadError onReadError,
		Duration readTimeout, Duration maxAge, ThreadMode mode, boolean autoStart) {

	public static final Duration DEFAULT_TIMEWAIT = Duration.ZERO;

	public static final Duration DEFAULT_DELAY = Duration.ZERO;

	public static final int DEFAULT_READERS = 1;

	public static final OnReadError DEFAULT_ON_READ_ERROR = OnReadError.KEEP;

	public static final Duration DEFAULT_READ_TIMEOUT = Duration.ZERO;

	public static final Duration DEFAULT_MAX_AGE = Duration.ZERO;

	/** The most threads that one dict may have. */
	public static final int MAX_READERS = 10_000;

	public ThreadDictSpec {
		Assert.hasText(name, "'name' of a dict must not be empty");
		requireNotNegative(name, "timewait", timewait);
		requireNotNegative(name, "delay", delay);
		require(name, "readers", readers, readers >= 1 && readers <= MAX_READERS, "from 1 to " + MAX_READERS);
		requireNotNegative(name, "read-timeout", readTimeout);
		requireNotNegative(name, "max-age", maxAge);
	}

	private static void requireNotNegative(String name, String setting, Duration value) {
		require(name, setting, value, !value.isNegative(), "0 or more");
	}

	private static void require(String name, String setting, Object value, boolean legal, String range) {
		Assert.isTrue(legal, () -> "'%s' of dict '%s' must be %s but was %s".formatted(setting, name, range, value));
	}

	/** The settings of a dict of which nothing else is said. */
	public static ThreadDictSpec of(String name) {
		return new ThreadDictSpec(name, DEFAULT_TIMEWAIT, DEFAULT_DELAY, DEFAULT_READERS, DEFAULT_ON_READ_ERROR,
				DEFAULT_READ_TIMEOUT, DEFAULT_MAX_AGE, ThreadMode.PLATFORM, true);
	}

	public ThreadDictSpec timewait(Duration timewait) {
		return new ThreadDictSpec(this.name, timewait, this.delay, this.readers, this.onReadError, this.readTimeout,
				this.maxAge, this.mode, this.autoStart);
	}

	public ThreadDictSpec delay(Duration delay) {
		return new ThreadDictSpec(this.name, this.timewait, delay, this.readers, this.onReadError, this.readTimeout,
				this.maxAge, this.mode, this.autoStart);
	}

	public ThreadDictSpec readers(int readers) {
		return new ThreadDictSpec(this.name, this.timewait, this.delay, readers, this.onReadError, this.readTimeout,
				this.maxAge, this.mode, this.autoStart);
	}

	public ThreadDictSpec onReadError(OnReadError onReadError) {
		return new ThreadDictSpec(this.name, this.timewait, this.delay, this.readers, onReadError, this.readTimeout,
				this.maxAge, this.mode, this.autoStart);
	}

	public ThreadDictSpec readTimeout(Duration readTimeout) {
		return new ThreadDictSpec(this.name, this.timewait, this.delay, this.readers, this.onReadError, readTimeout,
				this.maxAge, this.mode, this.autoStart);
	}

	public ThreadDictSpec maxAge(Duration maxAge) {
		return new ThreadDictSpec(this.name, this.timewait, this.delay, this.readers, this.onReadError,
				this.readTimeout, maxAge, this.mode, this.autoStart);
	}

	public ThreadDictSpec mode(ThreadMode mode) {
		return new ThreadDictSpec(this.name, this.timewait, this.delay, this.readers, this.onReadError,
				this.readTimeout, this.maxAge, mode, this.autoStart);
	}

	public ThreadDictSpec autoStart(boolean autoStart) {
		return new ThreadDictSpec(this.name, this.timewait, this.delay, this.readers, this.onReadError,
				this.readTimeout, this.maxAge, this.mode, autoStart);
	}

}
