package io.heddle.periodic;

import io.heddle.thread.ThreadLook;
import io.heddle.thread.ThreadSource;
import io.heddle.time.Ticker;

/**
 * Runs ticks in {@link DueThreads}. A thread is clean again after each.
 */
final class SharedTimer implements TickTimer {

	private final Ticker ticker;

	private final TickHeap heap = new TickHeap();

	private final DueThreads<Tick> threads;

	SharedTimer(String name, ThreadSource source, int maxThreads, Ticker ticker) {
		this.ticker = ticker;
		this.threads = new DueThreads<>(name, source, maxThreads, ticker, this.heap, SharedTimer::run);
	}

	static void run(Tick tick) {
		ThreadLook look = ThreadLook.ofCurrent();
		try {
			tick.run();
		}
		finally {
			look.restore();
		}
	}

	int threads() {
		return this.threads.count();
	}

	@Override
	public Ticker ticker() {
		return this.ticker;
	}

	@Override
	public void schedule(Tick tick, long atNanos) {
		this.threads.change(() -> put(tick, atNanos));
	}

	@Override
	public void scheduleAtEnd(Tick tick, long atNanos) {
		this.threads.changeAtEnd(() -> put(tick, atNanos));
	}

	private boolean put(Tick tick, long atNanos) {
		this.heap.put(tick, atNanos);
		return true;
	}

	@Override
	public void cancel(Tick tick) {
		this.threads.change(() -> {
			this.heap.remove(tick);
			return true;
		}, false);
	}

}
