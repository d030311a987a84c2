package io.heddle.worker;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link Frame} is about, with its number in the protocol.
 */
enum FrameType {

	/** To the child, first: its settings. */
	HELLO(1),

	/** To the child: make an executor. Not answered. */
	BIND(2),

	/** To the child: run a task. Answered by a result or a failure. */
	RUN(3),

	/** To the parent, first: tasks may come. */
	READY(4),

	/** To the parent: what the task has returned. */
	RESULT(5),

	/** To the parent: what the task has thrown. */
	FAILURE(6);

	private static final Map<Integer, FrameType> BY_CODE = Arrays.stream(values())
		.collect(Collectors.toUnmodifiableMap(FrameType::code, Function.identity()));

	private final int code;

	FrameType(int code) {
		this.code = code;
	}

	int code() {
		return this.code;
	}

	/** The type of that number, {@code null} if there is none. */
	static @Nullable FrameType of(int code) {
		return BY_CODE.get(code);
	}

}
