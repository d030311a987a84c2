package io.heddle.buffer;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Waits for Lincheck, to which a parked thread may always return without a reason: parks
 * on a monitor, at once and until it is woken, so that a signal that is missed shows as a
 * thread that waits forever.
 */
final class MonitorWaits implements WaitStrategy {

	private final List<Thread> permits = new ArrayList<>();

	@Override
	public int rounds() {
		return 0;
	}

	@Override
	public synchronized void park(Object blocker) {
		try {
			while (!this.permits.remove(Thread.currentThread())) {
				wait();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void park(Object blocker, long maxNanos) {
		park(blocker);
	}

	@Override
	public synchronized void unpark(@Nullable Thread thread) {
		if (thread != null && !this.permits.contains(thread)) {
			this.permits.add(thread);
			notifyAll();
		}
	}

}
