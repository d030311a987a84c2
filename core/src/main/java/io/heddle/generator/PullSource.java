package io.heddle.generator;

import java.util.Iterator;
import java.util.stream.Stream;

import io.heddle.buffer.Emitter;
import org.jspecify.annotations.Nullable;

/**
 * A generator that takes its items from somewhere. It takes the next one when the one
 * before was accepted.
 */
@SuppressWarnings("try") // what is closed throws what it likes, and is not asked for
							// anything else
final class PullSource<T extends @Nullable Object> implements Generator<T>, AutoCloseable {

	private final Iterable<? extends T> source;

	PullSource(Iterable<? extends T> source) {
		this.source = source;
	}

	static <T extends @Nullable Object> void emitAll(Iterator<? extends T> source, Emitter<? super T> emitter)
			throws Exception {
		try (AutoCloseable closed = closeable(source)) {
			while (source.hasNext()) {
				emitter.emit(source.next());
			}
		}
	}

	static <T extends @Nullable Object> void emitAll(Stream<? extends T> source, Emitter<? super T> emitter) {
		try (source) {
			source.sequential().forEachOrdered(emitter::emit);
		}
	}

	/** The source if it can be closed, else {@code null}, which is not closed. */
	static @Nullable AutoCloseable closeable(Object source) {
		return (source instanceof AutoCloseable closeable) ? closeable : null;
	}

	@Override
	public void generate(Emitter<? super T> emitter) throws Exception {
		emitAll(this.source.iterator(), emitter);
	}

	@Override
	public void close() throws Exception {
		AutoCloseable closeable = closeable(this.source);
		if (closeable != null) {
			closeable.close();
		}
	}

}
