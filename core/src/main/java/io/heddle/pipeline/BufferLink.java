package io.heddle.pipeline;

import java.util.List;

import io.heddle.buffer.Buffer;
import io.heddle.buffer.Inlet;
import io.heddle.buffer.Outlet;
import io.heddle.time.Ticker;

/**
 * The link in memory. Acknowledgement costs nothing here, and a crash of the JVM loses
 * what is in it.
 */
final class BufferLink implements Link<Object> {

	private final Buffer<Object> buffer;

	BufferLink(StageSpec consumer, Ticker ticker) {
		Integer capacity = consumer.queueCapacity();
		this.buffer = new Buffer<>((capacity != null) ? capacity : StageSpec.DEFAULT_QUEUE_CAPACITY, ticker);
	}

	@Override
	public Outlet<Object> outlet() {
		return this.buffer.outlet();
	}

	@Override
	public Inlet<Object> inlet() {
		return this.buffer.inlet();
	}

	@Override
	public void close() {
		this.buffer.close();
	}

	@Override
	public void seal() {
		this.buffer.seal();
	}

	@Override
	public void abort() {
		this.buffer.abort();
	}

	@Override
	public List<Object> removeRemaining() {
		return this.buffer.removeRemaining();
	}

	@Override
	public int size() {
		return this.buffer.size();
	}

	@Override
	public int capacity() {
		return this.buffer.capacity();
	}

}
