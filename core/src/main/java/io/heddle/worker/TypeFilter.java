package io.heddle.worker;

import java.io.ObjectInputFilter;

import org.jspecify.annotations.Nullable;

/**
 * Looks at each class and each length before an object is made of it; for one stream.
 * Remembers what it has refused, which the JDK does not say.
 */
final class TypeFilter implements ObjectInputFilter {

	/**
	 * So deep may objects lie in each other: far less than what makes hashing explode.
	 */
	static final int MAX_DEPTH = 16;

	static final int MAX_REFERENCES = 1_000_000;

	/** Hash tables are a little larger than what is in them. */
	private static final int LEAST_ARRAY = 1024;

	private final AllowedTypes types;

	/**
	 * No element is shorter than a byte, so no honest array is longer than the stream.
	 */
	private final long maxArray;

	private @Nullable String refusal;

	TypeFilter(AllowedTypes types, long bytes) {
		this.types = types;
		this.maxArray = Math.max(LEAST_ARRAY, bytes);
	}

	/** What was refused, in words. */
	@Nullable String refusal() {
		return this.refusal;
	}

	@Override
	public Status checkInput(FilterInfo info) {
		if (info.depth() > MAX_DEPTH) {
			return refuse("objects lie in each other more than %d deep".formatted(MAX_DEPTH));
		}
		if (info.references() > MAX_REFERENCES) {
			return refuse("there are more than %d objects".formatted(MAX_REFERENCES));
		}
		if (info.arrayLength() > this.maxArray) {
			return refuse("an array of %d elements is longer than what was sent".formatted(info.arrayLength()));
		}
		Class<?> type = info.serialClass();
		if (type == null) {
			return Status.UNDECIDED;
		}
		return this.types.allows(type) ? Status.ALLOWED : refuse(AllowedTypes.refusal(type));
	}

	private Status refuse(String why) {
		this.refusal = why;
		return Status.REJECTED;
	}

}
