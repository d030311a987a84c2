package io.heddle.worker;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * One turn in the loop of an executor: one item. Whatever the executor does with it, it
 * is taken once.
 */
final class UiTurn implements Runnable {

	private final UiLine line;

	private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.SUBMITTED);

	/** The thread that is in the executor's method. */
	private volatile @Nullable Thread submitter;

	UiTurn(UiLine line) {
		this.line = line;
	}

	void submit(Executor executor) {
		this.submitter = Thread.currentThread();
		try {
			executor.execute(this);
		}
		finally {
			this.submitter = null;
		}
	}

	/** Takes it away from the executor; false if that has begun with it. */
	boolean claim() {
		return this.phase.compareAndSet(Phase.SUBMITTED, Phase.CLAIMED);
	}

	/** Whether it has ended within the executor's method, and its submitter goes on. */
	boolean hasEndedWithin() {
		return this.phase.get() == Phase.ENDED_WITHIN;
	}

	@Override
	public void run() {
		if (!claim()) {
			return;
		}
		this.line.run(this);
		if (this.submitter == Thread.currentThread()) {
			this.phase.set(Phase.ENDED_WITHIN);
		}
		else {
			this.line.go();
		}
	}

	private enum Phase {

		/** Waits for its thread. */
		SUBMITTED,

		/** Belongs to who has claimed it, to run it or to do nothing with it. */
		CLAIMED,

		/** Was run by the thread that has submitted it. */
		ENDED_WITHIN

	}

}
