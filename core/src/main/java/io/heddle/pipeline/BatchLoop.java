package io.heddle.pipeline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.heddle.buffer.Inlet;
import io.heddle.time.Deadline;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * Collects items into batches by size and time: the loop of a {@link BatchBackend}.
 */
final class BatchLoop implements WorkerLoop {

	private final Worker worker;

	private final BatchBackend<Object> backend;

	private final Counts counts;

	private final ErrorPolicy errors;

	private final ServiceSampler sampler;

	private final Ticker ticker;

	private final int size;

	private final long timeoutNanos;

	/** Whoever leaves acknowledges before. */
	private final Runnable finish = this::flush;

	private List<Object> batch = new ArrayList<>();

	/** When the first item of the batch came. */
	private long began;

	@SuppressWarnings("unchecked")
	BatchLoop(Stage stage, Worker worker) {
		this.worker = worker;
		this.backend = (BatchBackend<Object>) stage;
		this.counts = worker.counts();
		this.errors = new ErrorPolicy(worker);
		this.sampler = worker.newSampler();
		this.ticker = worker.ticker();
		this.size = worker.spec().batchSize();
		this.timeoutNanos = Deadline.nanosOf(worker.spec().batchTimeout());
	}

	@Override
	public void run() throws InterruptedException {
		try {
			collect();
		}
		finally {
			if (this.worker.isCancelled()) {
				this.worker.abandon(this.batch);
			}
			else {
				flush();
			}
		}
	}

	private void collect() throws InterruptedException {
		Inlet<Object> inlet = this.worker.inlet();
		while (this.worker.mayTakeNext(this.finish)) {
			Object item = inlet.take(0);
			if (item == null && !inlet.isEnded()) {
				item = await(inlet);
			}
			if (item != null) {
				add(item);
			}
			else if (inlet.isEnded()) {
				return;
			}
		}
	}

	/** Waits for an item until the batch is due; only then is the time of interest. */
	private @Nullable Object await(Inlet<Object> inlet) throws InterruptedException {
		if (this.batch.isEmpty()) {
			return inlet.take(Inlet.FOREVER);
		}
		long left = this.timeoutNanos - (this.ticker.nanos() - this.began);
		Object item = (left > 0) ? inlet.take(left) : null;
		if (item == null && this.ticker.nanos() - this.began >= this.timeoutNanos) {
			flush();
		}
		return item;
	}

	private void add(Object item) {
		this.counts.in();
		if (this.batch.isEmpty()) {
			this.began = this.ticker.nanos();
		}
		this.batch.add(item);
		if (this.batch.size() >= this.size) {
			flush();
		}
	}

	private void flush() {
		if (this.batch.isEmpty()) {
			return;
		}
		List<Object> full = this.batch;
		this.batch = new ArrayList<>(Math.min(this.size, full.size()));
		if (process(full)) {
			this.worker.inlet().acknowledge(null);
		}
	}

	private boolean process(List<Object> full) {
		try {
			give(full);
			return true;
		}
		catch (Throwable ex) {
			return this.errors.handleBatch(full, ex, this::give);
		}
	}

	private void give(List<Object> items) throws Exception {
		long began = this.sampler.begin();
		this.backend.process(Collections.unmodifiableList(items));
		this.sampler.end(began);
		this.counts.passed(items.size());
	}

}
