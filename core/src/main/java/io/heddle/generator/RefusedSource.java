package io.heddle.generator;

import io.heddle.buffer.Emitter;

/**
 * A source that is not asked for anything, but closed, because its thread was kept from
 * it.
 */
@SuppressWarnings("try") // what is closed throws what it likes
final class RefusedSource implements Generator<Object>, AutoCloseable {

	private final Generator<?> source;

	private final Throwable why;

	RefusedSource(Generator<?> source, Throwable why) {
		this.source = source;
		this.why = why;
	}

	@Override
	public void generate(Emitter<? super Object> emitter) throws Exception {
		if (this.why instanceof Error error) {
			throw error;
		}
		throw (Exception) this.why;
	}

	@Override
	public void close() throws Exception {
		AutoCloseable closeable = PullSource.closeable(this.source);
		if (closeable != null) {
			closeable.close();
		}
	}

}
