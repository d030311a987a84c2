package io.heddle.benchmarks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.function.LongUnaryOperator;

/**
 * What a stage in the middle does with an item. Different items have different results,
 * so that the sum of the results tells whether each one was there once.
 */
enum Work {

	/** A multiplication; the result becomes a new object, as the item was. */
	TINY,

	/**
	 * Parses a record of 1 KiB and digests it sixteen times: about 10 µs on the machine
	 * of the figures.
	 */
	DIGEST;

	/** The work; any thread may do it. */
	LongUnaryOperator function() {
		return switch (this) {
			case TINY -> (item) -> item * 31 + 7;
			case DIGEST -> (item) -> Digest.OF_THREAD.get().apply(item);
		};
	}

	private static final class Digest {

		private static final ThreadLocal<Digest> OF_THREAD = ThreadLocal.withInitial(Digest::new);

		private static final int RECORDS = 64;

		private static final int LENGTH = 1024;

		private static final int TIMES = 16;

		private static final byte[][] TEXTS = texts();

		private final MessageDigest sha256;

		private final byte[] hash = new byte[32];

		Digest() {
			try {
				this.sha256 = MessageDigest.getInstance("SHA-256");
			}
			catch (GeneralSecurityException ex) {
				throw new IllegalStateException(ex);
			}
		}

		private static byte[][] texts() {
			byte[][] texts = new byte[RECORDS][];
			for (int i = 0; i < RECORDS; i++) {
				texts[i] = "%d;".formatted(i).repeat(LENGTH).substring(0, LENGTH).getBytes(StandardCharsets.US_ASCII);
			}
			return texts;
		}

		long apply(long item) {
			byte[] text = TEXTS[(int) (item % RECORDS)];
			long sum = parse(text);
			try {
				for (int i = 0; i < TIMES; i++) {
					this.sha256.update(text);
					this.sha256.digest(this.hash, 0, this.hash.length);
				}
			}
			catch (GeneralSecurityException ex) {
				throw new IllegalStateException(ex);
			}
			return item + sum + ByteBuffer.wrap(this.hash).getInt();
		}

		private static long parse(byte[] text) {
			long sum = 0;
			long number = 0;
			for (byte character : text) {
				if (character == ';') {
					sum += number;
					number = 0;
				}
				else {
					number = number * 10 + character - '0';
				}
			}
			return sum;
		}

	}

}
