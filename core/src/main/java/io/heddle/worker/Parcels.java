package io.heddle.worker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;

import org.jspecify.annotations.Nullable;

/**
 * Turns objects into bytes and back. Both sides look at each class, the sender so that he
 * learns at once what would be refused, the receiver because he cannot trust the sender.
 * <p>
 * Thread-safe. Runs code of the classes that travel.
 */
final class Parcels {

	private final AllowedTypes types;

	private final long max;

	private final @Nullable ClassLoader loader;

	Parcels(AllowedTypes types, long max, @Nullable ClassLoader loader) {
		this.types = types;
		this.max = max;
		this.loader = loader;
	}

	/**
	 * The bytes of an object.
	 * @throws IllegalArgumentException if it cannot travel, with the reason
	 */
	byte[] pack(@Nullable Object value) {
		Bounded bytes = new Bounded(this.max);
		try (ObjectOutputStream out = new Checked(bytes, this.types)) {
			out.writeObject(value);
		}
		catch (NotSerializableException ex) {
			throw new IllegalArgumentException("%s is not serializable".formatted(ex.getMessage()), ex);
		}
		catch (IOException ex) {
			throw new IllegalArgumentException(String.valueOf(ex.getMessage()), ex);
		}
		catch (StackOverflowError ex) {
			throw new IllegalArgumentException("objects lie in each other too deep", ex);
		}
		return bytes.toByteArray();
	}

	/**
	 * The object of these bytes.
	 * @throws IllegalArgumentException if it may not travel, with the reason
	 */
	@Nullable Object unpack(byte[] bytes) {
		TypeFilter filter = new TypeFilter(this.types, bytes.length);
		try (ObjectInputStream in = new Loading(bytes, this.loader)) {
			in.setObjectInputFilter(filter);
			return in.readObject();
		}
		catch (IOException | ClassNotFoundException | RuntimeException | LinkageError ex) {
			String refusal = filter.refusal();
			throw new IllegalArgumentException((refusal != null) ? refusal : ex.toString(), ex);
		}
	}

	/** Grows up to a limit. */
	private static final class Bounded extends OutputStream {

		private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);

		private final long max;

		Bounded(long max) {
			this.max = max;
		}

		@Override
		public void write(int b) throws IOException {
			require(1);
			this.bytes.write(b);
		}

		@Override
		public void write(byte[] more, int offset, int length) throws IOException {
			require(length);
			this.bytes.write(more, offset, length);
		}

		private void require(int more) throws IOException {
			if (this.bytes.size() + (long) more > this.max) {
				throw new IOException("it has more than 'max-frame-size' of %d bytes".formatted(this.max));
			}
		}

		byte[] toByteArray() {
			return this.bytes.toByteArray();
		}

	}

	/** Looks at each class that is written. */
	private static final class Checked extends ObjectOutputStream {

		private final AllowedTypes types;

		Checked(OutputStream out, AllowedTypes types) throws IOException {
			super(out);
			this.types = types;
		}

		@Override
		protected void annotateClass(Class<?> type) throws IOException {
			require(type);
		}

		@Override
		protected void annotateProxyClass(Class<?> type) throws IOException {
			require(type);
		}

		private void require(Class<?> type) throws IOException {
			if (!this.types.allows(type)) {
				throw new InvalidClassException(AllowedTypes.refusal(type));
			}
		}

	}

	/** Finds classes where the application does. */
	private static final class Loading extends ObjectInputStream {

		private final @Nullable ClassLoader loader;

		Loading(byte[] bytes, @Nullable ClassLoader loader) throws IOException {
			super(new ByteArrayInputStream(bytes));
			this.loader = loader;
		}

		@Override
		@SuppressWarnings("BanClassForName") // asked for before the filter is
		protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
			try {
				return Class.forName(description.getName(), false, this.loader);
			}
			catch (ClassNotFoundException ex) {
				return super.resolveClass(description); // primitive types
			}
		}

		@Override
		protected Class<?> resolveProxyClass(String[] interfaces) throws IOException {
			throw new InvalidClassException("proxies may not travel");
		}

	}

}
