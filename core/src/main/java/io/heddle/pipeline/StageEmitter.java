package io.heddle.pipeline;

import io.heddle.buffer.Emitter;
import io.heddle.buffer.Outlet;
import io.heddle.buffer.StoppedException;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * What a thread of a stage emits through. A last stage has no outlet, and what it emits
 * is discarded.
 */
final class StageEmitter implements Emitter<Object> {

	private final Worker worker;

	private final @Nullable Outlet<Object> outlet;

	private final Counts counts;

	/** Looked at before each item of a frontend; others finish the item in hand. */
	private final @Nullable Control control;

	private long discarded;

	StageEmitter(Worker worker, @Nullable Outlet<Object> outlet, @Nullable Control control) {
		this.worker = worker;
		this.outlet = outlet;
		this.counts = worker.counts();
		this.control = control;
	}

	@Override
	public void emit(Object item) {
		if (item == null || Thread.currentThread() != this.worker.thread()) {
			reject(item);
		}
		if (this.control != null && !this.control.isQuiet()) {
			this.worker.beforeEmit();
		}
		pass(item);
	}

	/** Hands on what the engine itself has got from the stage, in the right thread. */
	void pass(Object item) {
		if (this.outlet != null) {
			put(this.outlet, item);
			this.counts.out();
		}
		else {
			this.discarded++;
		}
	}

	/** How many items were emitted; only for the thread that emits. */
	long emitted() {
		return this.counts.emitted() + this.discarded;
	}

	private void put(Outlet<Object> outlet, Object item) {
		try {
			outlet.put(item);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new StoppedException("Stage '%s' of pipeline '%s' was interrupted while it waited for room"
				.formatted(this.worker.stage(), this.worker.pipeline()));
		}
	}

	private void reject(@Nullable Object item) {
		Assert.isTrue(item != null,
				() -> "Stage '%s' of pipeline '%s' emitted null: items must not be null, leave it out instead"
					.formatted(this.worker.stage(), this.worker.pipeline()));
		throw new IllegalStateException(
				"Stage '%s' of pipeline '%s' emitted in thread '%s': only '%s', which was given the emitter, may use it"
					.formatted(this.worker.stage(), this.worker.pipeline(), Thread.currentThread().getName(),
							this.worker.thread().getName()));
	}

}
