package io.heddle.demo.worker;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;

/**
 * Reads a class file to its end and believes what that says of its own lengths, as many a
 * parser does. So a file can make it take all memory that there is, and it ought to run
 * where that harms nobody. The format is that of the Java Virtual Machine Specification,
 * chapter 4.
 */
final class ClassFileParser {

	private static final int MAGIC = 0xCAFEBABE;

	private final DataInputStream in;

	private Object[] constants = new Object[0];

	private ClassFileParser(byte[] content) {
		this.in = new DataInputStream(new ByteArrayInputStream(content));
	}

	/**
	 * What is in a class file.
	 * @throws IllegalArgumentException if it is none
	 */
	static ClassFile parse(byte[] content) {
		try {
			return new ClassFileParser(content).parse();
		}
		catch (EOFException ex) {
			throw new IllegalArgumentException("The class file ends in the middle", ex);
		}
		catch (IOException ex) {
			throw new IllegalArgumentException("The class file cannot be read", ex);
		}
	}

	private ClassFile parse() throws IOException {
		if (this.in.readInt() != MAGIC) {
			throw new IllegalArgumentException("The file does not begin as a class file does");
		}
		int minor = this.in.readUnsignedShort();
		int major = this.in.readUnsignedShort();
		readConstants();
		this.in.readUnsignedShort();
		String name = className(this.in.readUnsignedShort());
		this.in.readUnsignedShort();
		this.in.skipNBytes(2L * this.in.readUnsignedShort());
		int fields = skipMembers();
		int methods = skipMembers();
		skipAttributes();
		if (this.in.available() > 0) {
			throw new IllegalArgumentException("%d bytes follow the class".formatted(this.in.available()));
		}
		return new ClassFile(name, major + "." + minor, this.constants.length - 1, fields, methods);
	}

	private void readConstants() throws IOException {
		this.constants = new Object[this.in.readUnsignedShort()];
		for (int index = 1; index < this.constants.length; index++) {
			int tag = this.in.readUnsignedByte();
			this.constants[index] = readConstant(tag);
			if (tag == 5 || tag == 6) {
				index++;
			}
		}
	}

	/** A text, the index of one, or something that is of no interest here. */
	private Object readConstant(int tag) throws IOException {
		switch (tag) {
			case 1 -> {
				return this.in.readUTF();
			}
			case 7, 8, 16, 19, 20 -> {
				return this.in.readUnsignedShort();
			}
			case 3, 4, 9, 10, 11, 12, 17, 18 -> this.in.skipNBytes(4);
			case 5, 6 -> this.in.skipNBytes(8);
			case 15 -> this.in.skipNBytes(3);
			default -> throw new IllegalArgumentException("There is no constant of kind %d".formatted(tag));
		}
		return tag;
	}

	private String className(int index) {
		if (constant(index) instanceof Integer text && constant(text) instanceof String name) {
			return name.replace('/', '.');
		}
		throw new IllegalArgumentException("Constant %d is no class".formatted(index));
	}

	private Object constant(int index) {
		if (index < 1 || index >= this.constants.length) {
			throw new IllegalArgumentException("There is no constant %d".formatted(index));
		}
		return this.constants[index];
	}

	private int skipMembers() throws IOException {
		int members = this.in.readUnsignedShort();
		for (int i = 0; i < members; i++) {
			this.in.skipNBytes(6);
			skipAttributes();
		}
		return members;
	}

	private void skipAttributes() throws IOException {
		int attributes = this.in.readUnsignedShort();
		for (int i = 0; i < attributes; i++) {
			constant(this.in.readUnsignedShort());
			byte[] content = new byte[this.in.readInt() & Integer.MAX_VALUE];
			this.in.readFully(content);
		}
	}

}
