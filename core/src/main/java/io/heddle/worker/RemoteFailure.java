package io.heddle.worker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Something that was thrown, in words, and the thing itself if it may travel.
 *
 * @param type the name of its class
 * @param stack its stack trace, the first lines
 * @param cause what caused it
 * @param original its bytes, {@code null} if it may not travel
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record RemoteFailure(String type, @Nullable String message, List<String> stack, @Nullable RemoteFailure cause,
		byte @Nullable [] original) {

	private static final int MAX_TEXT = 16_000;

	private static final int MAX_LINES = 200;

	private static final int MAX_CAUSES = 16;

	static RemoteFailure of(Throwable thrown, Parcels parcels) {
		RemoteFailure words = inWords(thrown, MAX_CAUSES);
		byte[] original = null;
		try {
			original = parcels.pack(thrown);
		}
		catch (Throwable ex) {
			original = null; // the words will do
		}
		return new RemoteFailure(words.type, words.message, words.stack, words.cause, original);
	}

	/** For something that was thrown in this JVM. */
	static RemoteTaskException local(Throwable thrown) {
		RemoteFailure words = inWords(thrown, 0);
		return new RemoteTaskException(words.type, words.message, words.stack, thrown);
	}

	private static RemoteFailure inWords(Throwable thrown, int depth) {
		StackTraceElement[] trace = careful(thrown::getStackTrace);
		List<String> lines = (trace == null) ? List.of()
				: Arrays.stream(trace).limit(MAX_LINES).map(StackTraceElement::toString).toList();
		Throwable cause = (depth > 0) ? careful(thrown::getCause) : null;
		return new RemoteFailure(thrown.getClass().getName(), shorten(careful(thrown::getMessage)), lines,
				(cause != null) ? inWords(cause, depth - 1) : null, null);
	}

	/** What exceptions of the user say of themselves may fail too. */
	private static <T> @Nullable T careful(Supplier<? extends @Nullable T> question) {
		try {
			return question.get();
		}
		catch (Throwable ex) {
			return null;
		}
	}

	private static @Nullable String shorten(@Nullable String text) {
		return (text != null && text.length() > MAX_TEXT) ? text.substring(0, MAX_TEXT) : text;
	}

	/** What the parent throws. */
	RemoteTaskException toException(Parcels parcels) {
		return new RemoteTaskException(this.type, this.message, this.stack, toCause(parcels));
	}

	private @Nullable Throwable toCause(Parcels parcels) {
		if (this.original != null) {
			try {
				if (parcels.unpack(this.original) instanceof Throwable thrown) {
					return thrown;
				}
			}
			catch (IllegalArgumentException ex) {
				return toCause(); // its class is not here, or may not travel
			}
		}
		return toCause();
	}

	private @Nullable Throwable toCause() {
		RemoteFailure inner = this.cause;
		return (inner == null) ? null
				: new RemoteTaskException(inner.type, inner.message, inner.stack, inner.toCause());
	}

	/** So many bytes at most, by leaving out what is least needed. */
	byte[] toBytes(long max) {
		byte[] bytes = toBytes();
		if (bytes.length > max) {
			bytes = new RemoteFailure(this.type, this.message, this.stack, this.cause, null).toBytes();
		}
		if (bytes.length > max) {
			bytes = new RemoteFailure(clip(this.type), clip(this.message), List.of(), null, null).toBytes();
		}
		return bytes;
	}

	private static String clip(@Nullable String text) {
		return (text == null) ? "" : text.substring(0, Math.min(text.length(), 100));
	}

	private byte[] toBytes() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (DataOutputStream out = new DataOutputStream(bytes)) {
			write(out);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	private void write(DataOutputStream out) throws IOException {
		writeText(out, this.type);
		out.writeBoolean(this.message != null);
		if (this.message != null) {
			writeText(out, this.message);
		}
		out.writeInt(this.stack.size());
		for (String line : this.stack) {
			writeText(out, line);
		}
		out.writeInt((this.original != null) ? this.original.length : -1);
		if (this.original != null) {
			out.write(this.original);
		}
		out.writeBoolean(this.cause != null);
		if (this.cause != null) {
			this.cause.write(out);
		}
	}

	private static void writeText(DataOutputStream out, String text) throws IOException {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		out.writeInt(bytes.length);
		out.write(bytes);
	}

	static RemoteFailure of(byte[] bytes) throws IOException {
		return read(new DataInputStream(new ByteArrayInputStream(bytes)), MAX_CAUSES);
	}

	private static RemoteFailure read(DataInputStream in, int depth) throws IOException {
		String type = readText(in);
		String message = in.readBoolean() ? readText(in) : null;
		int lines = in.readInt();
		if (lines > MAX_LINES) {
			throw new FrameException("A stack trace has %d lines".formatted(lines));
		}
		List<String> stack = new ArrayList<>();
		for (int i = 0; i < lines; i++) {
			stack.add(readText(in));
		}
		int length = in.readInt();
		byte[] original = (length >= 0) ? in.readNBytes(length) : null;
		RemoteFailure cause = (in.readBoolean() && depth > 0) ? read(in, depth - 1) : null;
		return new RemoteFailure(type, message, stack, cause, original);
	}

	private static String readText(DataInputStream in) throws IOException {
		int length = in.readInt();
		if (length < 0) {
			throw new FrameException("A text has the length %d".formatted(length));
		}
		return new String(in.readNBytes(length), StandardCharsets.UTF_8);
	}

}
