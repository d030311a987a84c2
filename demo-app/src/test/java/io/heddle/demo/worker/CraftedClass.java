package io.heddle.demo.worker;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A class file that says of an attribute that it is longer than any memory.
 */
final class CraftedClass {

	private CraftedClass() {
	}

	static byte[] bytes() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (DataOutputStream out = new DataOutputStream(bytes)) {
			out.writeInt(0xCAFEBABE);
			out.writeShort(0);
			out.writeShort(61);
			out.writeShort(3);
			out.writeByte(1);
			out.writeUTF("io/foo/Crafted");
			out.writeByte(7);
			out.writeShort(1);
			out.writeShort(1);
			out.writeShort(2);
			out.writeShort(0);
			out.writeShort(0);
			out.writeShort(0);
			out.writeShort(0);
			out.writeShort(1);
			out.writeShort(1);
			out.writeInt(Integer.MAX_VALUE - 16);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

}
