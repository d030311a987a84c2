package io.heddle.pipeline;

import java.util.concurrent.locks.ReentrantLock;

import io.heddle.activity.Failure;
import org.jspecify.annotations.Nullable;

/**
 * The failures of one run: the first one is the failure, later ones are suppressed
 * exceptions of its cause. Guarded by one lock.
 */
final class Failures {

	/** A run that fails in thousands of threads has said enough by then. */
	private static final int MAX_SUPPRESSED = 100;

	private final ReentrantLock lock = new ReentrantLock();

	private @Nullable Failure first;

	private int suppressed;

	void add(Failure failure) {
		this.lock.lock();
		try {
			if (this.first == null) {
				this.first = failure;
			}
			else if (failure.cause() != this.first.cause() && this.suppressed++ < MAX_SUPPRESSED) {
				this.first.cause().addSuppressed(failure.cause());
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	@Nullable Failure first() {
		this.lock.lock();
		try {
			return this.first;
		}
		finally {
			this.lock.unlock();
		}
	}

}
