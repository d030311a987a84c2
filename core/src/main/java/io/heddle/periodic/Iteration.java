package io.heddle.periodic;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

import io.heddle.periodic.PeriodicWork.Target;
import io.heddle.time.Deadline;
import io.heddle.time.Ticker;

/**
 * One call of the target with its hooks, in as many parts as it has.
 */
final class Iteration {

	private final PeriodicWork work;

	private final BiConsumer<String, Throwable> failures;

	/** 0 for the first one of a run. */
	private final long number;

	private final boolean brief;

	private final Instant at;

	private final long beganNanos;

	private final long lateNanos;

	private final Target target;

	private final int parts;

	/** Parts that have begun; the first one belongs to the thread that begins it all. */
	private final AtomicInteger begun = new AtomicInteger(1);

	/** Parts that have not ended. */
	private final AtomicInteger left;

	private final AtomicBoolean success = new AtomicBoolean(true);

	private Args args = Args.none();

	/**
	 * An iteration that begins now.
	 * @param counts those of the run, before this iteration
	 * @param failures hears what has failed, and how
	 */
	Iteration(PeriodicWork work, PeriodicSpec spec, PeriodicCounts counts, Beginning beginning,
			BiConsumer<String, Throwable> failures) {
		this.work = work;
		this.failures = failures;
		this.number = counts.count() + 1;
		this.brief = counts.isBrief();
		this.at = beginning.at();
		this.beganNanos = beginning.nanos();
		this.lateNanos = (this.number > 0) ? beginning.lateNanos() : 0;
		this.target = (this.number < spec.first()) ? Target.NONE : work.target();
		this.parts = this.target.isSplit() ? spec.threads() : 1;
		this.left = new AtomicInteger(this.parts);
	}

	int parts() {
		return this.parts;
	}

	/** Gives the thread the name of the object, unless nobody would see it. */
	void dress() {
		if (!this.brief) {
			Thread.currentThread().setName(this.work.name());
		}
	}

	/** Asks the hook for the arguments; there are none if it fails. */
	void prepare() {
		boolean first = this.number == 0;
		try {
			this.args = this.work.args(first, this.at);
		}
		catch (Throwable ex) {
			this.failures.accept(first ? "The start hook" : "The loop hook", ex);
		}
	}

	/** The next part that nobody runs, -1 if there is none. */
	int begin() {
		int part = this.begun.getAndIncrement();
		return (part < this.parts) ? part : -1;
	}

	/** Runs one part; true if it was the last one to end. */
	boolean run(int index) {
		try {
			this.target.run(this.args, index, this.parts);
		}
		catch (Throwable ex) {
			this.success.set(false);
			this.failures.accept("The target", ex);
		}
		return this.left.decrementAndGet() == 0;
	}

	/** Calls the hook before the wait. */
	void finish() {
		try {
			this.work.beforeWait();
		}
		catch (Throwable ex) {
			this.failures.accept("The wait hook", ex);
		}
	}

	/** Counts it as ended, with the lock of its run held. */
	void count(PeriodicCounts counts, PeriodicSpec spec, Ticker ticker) {
		long now = ticker.nanos();
		long nanos = now - this.beganNanos;
		boolean cron = spec.mode() == PeriodicMode.CRON;
		double usage = cron ? 0 : (double) nanos / Deadline.nanosOf(spec.period());
		counts.ended(ticker.now(), now, this.success.get(), nanos, usage);
		this.work.count(this.success.get(), nanos, this.lateNanos, usage > 1);
	}

	/**
	 * When it begins.
	 *
	 * @param at by the clock on the wall
	 * @param nanos by the ticker
	 * @param lateNanos how late that is
	 */
	record Beginning(Instant at, long nanos, long lateNanos) {

	}

}
