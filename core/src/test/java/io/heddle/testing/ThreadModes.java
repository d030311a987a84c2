package io.heddle.testing;

import java.util.Arrays;
import java.util.stream.Stream;

import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;

/**
 * The thread modes of the running JDK, as a source of parameters:
 * {@code @MethodSource("io.heddle.testing.ThreadModes#supported")}, or simply
 * {@link EachThreadMode}.
 */
public final class ThreadModes {

	private ThreadModes() {
	}

	public static Stream<ThreadMode> supported() {
		return Arrays.stream(ThreadMode.values()).filter(ThreadSource::isSupported);
	}

}
