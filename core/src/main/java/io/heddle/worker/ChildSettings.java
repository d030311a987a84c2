package io.heddle.worker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a child has to know.
 *
 * @param name the name of the worker
 * @param maxFrame the most bytes of a task or a result
 * @param types what may travel
 */
record ChildSettings(String name, long maxFrame, AllowedTypes types) {

	/** The most bytes of the settings themselves. */
	static final long MAX_BYTES = 1 << 20;

	byte[] toBytes() throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		DataOutputStream out = new DataOutputStream(bytes);
		out.writeUTF(this.name);
		out.writeLong(this.maxFrame);
		out.writeInt(this.types.patterns().size());
		for (String pattern : this.types.patterns()) {
			out.writeUTF(pattern);
		}
		return bytes.toByteArray();
	}

	static ChildSettings of(byte[] bytes) throws IOException {
		DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
		String name = in.readUTF();
		long maxFrame = in.readLong();
		int count = in.readInt();
		List<String> patterns = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			patterns.add(in.readUTF());
		}
		return new ChildSettings(name, maxFrame, new AllowedTypes(patterns));
	}

}
