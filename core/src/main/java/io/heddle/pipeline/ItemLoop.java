package io.heddle.pipeline;

import io.heddle.buffer.Inlet;

/**
 * Takes items one by one and processes them: the loop of all stages with an input but
 * {@link BatchBackend}.
 */
final class ItemLoop implements WorkerLoop {

	private final Worker worker;

	private final Counts counts;

	private final StageEmitter emitter;

	private final ItemProcessor processor;

	private final ErrorPolicy errors;

	ItemLoop(StageKind kind, Stage stage, Worker worker) {
		this.worker = worker;
		this.counts = worker.counts();
		this.emitter = worker.emitter();
		this.processor = ItemProcessor.of(kind, stage, this.emitter, worker.newSampler());
		this.errors = new ErrorPolicy(worker);
	}

	@Override
	public void run() throws InterruptedException {
		Inlet<Object> inlet = this.worker.inlet();
		while (this.worker.mayTakeNext(ItemLoop::holdsNothing)) {
			Object item = inlet.take(Inlet.FOREVER);
			if (item != null) {
				this.counts.in();
				long before = this.emitter.emitted();
				if (process(item, before)) {
					inlet.acknowledge((this.emitter.emitted() != before) ? this.worker.accepted() : null);
				}
			}
			else if (inlet.isEnded()) {
				return;
			}
		}
	}

	private static void holdsNothing() {
	}

	/** Processes an item; false if it was neither processed nor put aside. */
	private boolean process(Object item, long before) {
		try {
			attempt(item, before);
			return true;
		}
		catch (Throwable ex) {
			return this.errors.handle(item, ex, () -> attempt(item, before));
		}
	}

	/** What an earlier attempt has emitted counts too. */
	private void attempt(Object item, long before) throws Exception {
		if (this.processor.process(item) || this.emitter.emitted() != before) {
			this.counts.passed(1);
		}
		else {
			this.counts.filtered();
		}
	}

}
