package io.heddle.generator;

import java.util.Iterator;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.heddle.buffer.Emitter;
import org.jspecify.annotations.Nullable;

/**
 * Produces items by emitting them, one after the other; it returns when there are no
 * more. One that is {@link AutoCloseable} is closed afterwards.
 *
 * @param <T> the items; {@code null} may be one
 */
@FunctionalInterface
public interface Generator<T extends @Nullable Object> {

	/**
	 * Produces all items. Runs in a background thread.
	 * @param emitter takes the items; blocks while enough of them wait. For this thread
	 * only.
	 * @throws Exception what the consumer is given after the items that were emitted
	 */
	void generate(Emitter<? super T> emitter) throws Exception;

	/**
	 * Emits what an iterator gives. The supplier is called in the background, and the
	 * iterator is closed at the end if it is {@link AutoCloseable}.
	 */
	static <T extends @Nullable Object> Generator<T> ofIterator(Supplier<? extends Iterator<? extends T>> source) {
		return (emitter) -> PullSource.emitAll(source.get(), emitter);
	}

	/**
	 * Emits the elements of a stream. The supplier is called in the background, and the
	 * stream is closed at the end.
	 */
	static <T extends @Nullable Object> Generator<T> ofStream(Supplier<? extends Stream<? extends T>> source) {
		return (emitter) -> PullSource.emitAll(source.get(), emitter);
	}

	/**
	 * Emits the elements of an iterable, a directory for example, which is closed at the
	 * end if it is {@link AutoCloseable}.
	 */
	static <T extends @Nullable Object> Generator<T> ofIterable(Iterable<? extends T> source) {
		return new PullSource<>(source);
	}

}
