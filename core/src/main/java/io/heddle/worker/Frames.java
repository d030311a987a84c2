package io.heddle.worker;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import org.jspecify.annotations.Nullable;

/**
 * The two pipes between a worker and its child. Each frame begins with a mark, which has
 * the version of the protocol in it, its length and its type; the length is looked at
 * before anything is allocated for it.
 * <p>
 * Reading and writing are each for one thread at a time, and <b>block</b>.
 */
final class Frames implements Closeable {

	/** Three letters, and the version. */
	static final int MARK = ('H' << 24) | ('D' << 16) | ('L' << 8) | 1;

	private final DataInputStream in;

	private final DataOutputStream out;

	/** The largest body. */
	private volatile long max;

	Frames(InputStream in, OutputStream out, long max) {
		this.in = new DataInputStream(new BufferedInputStream(in));
		this.out = new DataOutputStream(new BufferedOutputStream(out));
		this.max = max;
	}

	void max(long bytes) {
		this.max = bytes;
	}

	void write(FrameType type, byte[] body) throws IOException {
		this.out.writeInt(MARK);
		this.out.writeInt(body.length);
		this.out.writeByte(type.code());
		this.out.write(body);
		this.out.flush();
	}

	/** The next frame; {@code null} at the end, between two of them. */
	@Nullable Frame read() throws IOException {
		int first = this.in.read();
		if (first < 0) {
			return null;
		}
		int mark = (first << 24) | (this.in.readUnsignedShort() << 8) | this.in.readUnsignedByte();
		if (mark != MARK) {
			throw new FrameException(
					"Expected a frame but found 0x%08x, as if something else was printed".formatted(mark));
		}
		int length = this.in.readInt();
		int code = this.in.readUnsignedByte();
		FrameType type = FrameType.of(code);
		if (length < 0 || length > this.max) {
			throw new FrameException("A frame of %d bytes is more than 'max-frame-size' of %d"
				.formatted(Integer.toUnsignedLong(length), this.max));
		}
		if (type == null) {
			throw new FrameException("A frame has the unknown type %d".formatted(code));
		}
		byte[] body = this.in.readNBytes(length);
		if (body.length < length) {
			throw new EOFException("The end came %d bytes before that of a frame".formatted(length - body.length));
		}
		return new Frame(type, body);
	}

	/** Closes what is written to first, which the other side takes as the end. */
	@Override
	public void close() throws IOException {
		try {
			this.out.close();
		}
		finally {
			this.in.close();
		}
	}

	/** Ends what is written. */
	void closeOutput() throws IOException {
		this.out.close();
	}

}
