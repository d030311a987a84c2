package io.heddle.dict;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.heddle.periodic.DueThreads;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import io.heddle.time.Deadline;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * The threads that read what is due, as long as the dict is started.
 * <p>
 * No read begins after a stop: a reader first counts itself, and then looks whether the
 * dict is open, while a stop first closes it and then looks at the count.
 */
final class Poller<K, V> {

	private static final int SHOWN = 10;

	private final Supplier<ThreadDictSpec> spec;

	private final Ticker ticker;

	private final ThreadSource source;

	private final DictReads<K, V> reads;

	/** Called when the last read after a stop has ended. */
	private final Runnable whenIdle;

	private final PollQueue<K> queue;

	private final DueThreads<Cell<K>> threads;

	private final AtomicInteger reading = new AtomicInteger();

	private volatile boolean open;

	private volatile @Nullable ReadWatch<K> watch;

	Poller(Supplier<ThreadDictSpec> spec, @Nullable ThreadSource source, Ticker ticker, DictReads<K, V> reads,
			DictCounts counts, Runnable whenIdle) {
		this.spec = spec;
		this.ticker = ticker;
		this.source = (source != null) ? source : new SourceByMode(spec);
		this.reads = reads;
		this.whenIdle = whenIdle;
		this.queue = new PollQueue<>(counts, ticker.nanos());
		this.threads = new DueThreads<>(spec.get().name(), this.source, spec.get().readers(), ticker, this.queue,
				this::read);
	}

	Cycles cycles() {
		return this.queue.cycles();
	}

	@SuppressWarnings("Interruption") // of what was before, which is over
	private void read(Cell<K> cell) {
		Thread.interrupted();
		this.reading.incrementAndGet();
		try {
			if (this.open) {
				this.reads.lookUp(this.queue.takeAhead());
				this.reads.refresh(cell, this.watch);
			}
			else {
				cell.unread = true;
			}
		}
		finally {
			if (this.reading.decrementAndGet() == 0 && !this.open) {
				idle();
			}
		}
	}

	private void idle() {
		ReadWatch<K> present = this.watch;
		this.whenIdle.run();
		if (present != null) {
			present.stop();
		}
	}

	/** Does what the state says, which may have changed again meanwhile. */
	void follow(Supplier<DictState> state) {
		if (state.get() == DictState.STARTED) {
			this.threads.setMax(this.spec.get().readers());
		}
		this.threads.change(() -> {
			boolean wanted = state.get() == DictState.STARTED;
			if (wanted && !this.queue.isOpen()) {
				open(this.spec.get());
			}
			else if (!wanted) {
				this.open = false;
				this.queue.close();
			}
			return wanted;
		});
	}

	private void open(ThreadDictSpec spec) {
		this.watch = spec.readTimeout().isZero() ? null : new ReadWatch<>(spec.name() + "-watch", this.source,
				this.ticker, spec.readTimeout(), this.reads::timedOut);
		this.queue.rest(Deadline.nanosOf(spec.timewait()));
		this.queue.open(this.ticker.nanos() + Deadline.nanosOf(spec.delay()), spec.readers());
		this.reads.cutOff(false);
		this.open = true;
	}

	/** Readers rest from now on as the settings say, which may be changing again. */
	void rest() {
		this.threads.change(() -> {
			this.queue.rest(Deadline.nanosOf(this.spec.get().timewait()));
			return true;
		});
	}

	void add(Cell<K> cell, Duration period) {
		this.threads.change(() -> {
			this.queue.add(cell, Deadline.nanosOf(period), this.ticker.nanos());
			return true;
		});
	}

	void remove(Cell<K> cell) {
		this.threads.change(() -> {
			this.queue.remove(cell, this.ticker.nanos());
			return true;
		});
	}

	/** Whether a read goes on, or is about to. */
	boolean isReading() {
		return this.reading.get() > 0;
	}

	boolean isOwnThread() {
		ReadWatch<K> present = this.watch;
		return this.threads.isOwnThread() || (present != null && present.isOwnThread());
	}

	/** Interrupts the reads that go on, unless it has been opened again. */
	void interrupt() {
		this.threads.changeAtEnd(() -> {
			if (!this.open) {
				this.reads.cutOff(true);
				this.threads.interrupt();
			}
			return true;
		});
	}

	/** <b>Blocks</b> until there is no thread any more, or the thread is interrupted. */
	boolean awaitEnd(Duration limit) {
		Deadline deadline = Deadline.after(limit, Ticker.system());
		ReadWatch<K> present = this.watch;
		try {
			boolean ended = this.threads.awaitEnd(limit);
			if (ended && present != null) {
				present.stop();
				return present.awaitEnd(Duration.ofNanos(Math.max(0, deadline.remainingNanos())));
			}
			return ended;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/** The keys whose reads go on, the first few. */
	List<String> left(Collection<Cell<K>> cells) {
		List<K> keys = new ArrayList<>();
		if (isReading()) {
			this.threads.changeAtEnd(() -> {
				cells.stream().filter((cell) -> cell.taken).limit(SHOWN).forEach((cell) -> keys.add(cell.key));
				return true;
			});
		}
		return keys.stream().map(String::valueOf).toList();
	}

	/** Threads of the mode that is set at the moment. */
	private record SourceByMode(Supplier<ThreadDictSpec> spec) implements ThreadSource {

		@Override
		public ThreadMode mode() {
			return this.spec.get().mode();
		}

		@Override
		public Thread newThread(String name, Runnable body) {
			return ThreadSource.of(mode()).newThread(name, body);
		}

	}

}
