package io.heddle.dict;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import io.heddle.periodic.DueQueue;
import io.heddle.periodic.DueThreads;
import io.heddle.thread.ThreadSource;
import io.heddle.time.Deadline;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts reads that take too long. All have the same limit, so the one that began
 * first is the first whose time is up.
 * <p>
 * Its thread looks when the first of the present reads may take too long, or, if there is
 * none, when the first of those to come may: so a read that begins wakes nobody. A thread
 * that finds that nothing was read for that long ends, and the next read makes another.
 */
final class ReadWatch<K> {

	private final Ticker ticker;

	private final Duration limit;

	private final Reads reads = new Reads();

	private final DueThreads<Watched<K>> threads;

	/**
	 * A watch without a thread.
	 * @param late is given each read that takes too long, after the interrupt
	 */
	ReadWatch(String name, ThreadSource source, Ticker ticker, Duration limit, Consumer<Watched<K>> late) {
		this.ticker = ticker;
		this.limit = limit;
		this.threads = new DueThreads<>(name, source, 1, ticker, this.reads, (watched) -> {
			if (watched.interrupt()) {
				late.accept(watched);
			}
		});
	}

	/**
	 * The current thread begins to read.
	 * @throws RuntimeException if there is no thread to watch it
	 */
	Watched<K> begin(Cell<K> cell, int version) {
		Watched<K> watched = new Watched<>(cell, version, this.limit,
				this.ticker.nanos() + Deadline.nanosOf(this.limit));
		try {
			this.threads.change(() -> this.reads.begin(watched));
		}
		catch (Throwable ex) {
			end(watched);
			throw ex;
		}
		return watched;
	}

	/**
	 * It has ended.
	 * @return false if it has taken too long, so that its outcome does not count
	 */
	boolean end(Watched<K> watched) {
		this.threads.changeAtEnd(() -> this.reads.present.remove(watched));
		return watched.end();
	}

	/** Ends the thread, unless a read goes on. */
	void stop() {
		this.threads.change(() -> {
			this.reads.over = true;
			return true;
		});
	}

	boolean isOwnThread() {
		return this.threads.isOwnThread();
	}

	/** <b>Blocks</b> until the thread has ended. */
	boolean awaitEnd(Duration limit) throws InterruptedException {
		return this.threads.awaitEnd(limit);
	}

	/** Guarded by the lock of the thread. */
	private final class Reads implements DueQueue<Watched<K>> {

		/** The oldest first. */
		private final Set<Watched<K>> present = new LinkedHashSet<>();

		/** When it is over if nothing is read until then. */
		private long quietNanos;

		private boolean over = true;

		boolean begin(Watched<K> watched) {
			this.over = false;
			this.quietNanos = watched.untilNanos;
			return this.present.add(watched);
		}

		@Override
		public boolean isEmpty() {
			return this.present.isEmpty() && this.over;
		}

		@Override
		public long firstNanos() {
			return this.present.isEmpty() ? this.quietNanos : this.present.iterator().next().untilNanos;
		}

		@Override
		public @Nullable Watched<K> poll(long nowNanos) {
			if (firstNanos() - nowNanos > 0) {
				return null;
			}
			if (this.present.isEmpty()) {
				this.over = true;
				return null;
			}
			Watched<K> first = this.present.iterator().next();
			this.present.remove(first);
			return first;
		}

	}

	/** A read that goes on. */
	static final class Watched<K> {

		final Cell<K> cell;

		final int version;

		final Duration limit;

		private final long untilNanos;

		private final Thread thread = Thread.currentThread();

		/** An interrupt must not come when the thread does something else already. */
		private final ReentrantLock lock = new ReentrantLock();

		private boolean over;

		Watched(Cell<K> cell, int version, Duration limit, long untilNanos) {
			this.cell = cell;
			this.version = version;
			this.limit = limit;
			this.untilNanos = untilNanos;
		}

		private boolean interrupt() {
			this.lock.lock();
			try {
				if (this.over) {
					return false;
				}
				this.over = true;
				this.thread.interrupt();
				return true;
			}
			finally {
				this.lock.unlock();
			}
		}

		private boolean end() {
			this.lock.lock();
			try {
				boolean first = !this.over;
				this.over = true;
				return first;
			}
			finally {
				this.lock.unlock();
			}
		}

	}

}
