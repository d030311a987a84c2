package io.heddle.buffer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * A consumer's end. It claims runs into an array of its own and hands them out one by
 * one.
 */
final class RingInlet<T> extends RingInletFields implements Inlet<T> {

	/** A consumer that was away for longer may have been the one that was stuck. */
	private static final long STUCK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

	/** Short enough to repair a missed signal, see {@link Buffer}. */
	private static final long FIRST_SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

	/** The watcher's longest sleep while some consumers are awake, and while none is. */
	private static final long WATCHFUL_SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

	private static final long WATCHERS_SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

	private static final long LONGEST_SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	/**
	 * After so many runs the array for the run is made anew. With G1 a store of a young
	 * object into an old array is a full fence: an array that never gets old saves one
	 * for each item, for a thousandth of a byte of garbage.
	 */
	private static final int RUNS_OF_AN_ARRAY = 4096;

	long q00, q01, q02, q03, q04, q05, q06, q07, q08, q09, q10, q11, q12, q13, q14, q15;

	private final Buffer<T> buffer;

	private final Ticker ticker;

	private final Signal signal;

	private final WaitClock clock;

	private final WaitStrategy waits;

	private final Pace pace = new Pace();

	/** When the run was claimed; 0 when the time since then says nothing. */
	private long runBegan;

	/** The claimed items from {@code position} to {@code end}. */
	private @Nullable Object[] run = new @Nullable Object[Pace.MAX_SHARED_RUN];

	/** The consumer's thread, for whoever wakes it. */
	volatile @Nullable Thread thread;

	/** Whether it is on the list of sleepers; written under their lock. */
	volatile boolean listed;

	private volatile boolean woken;

	private boolean left;

	RingInlet(Buffer<T> buffer) {
		this.buffer = buffer;
		this.ticker = buffer.ticker();
		this.signal = buffer.signal();
		this.waits = buffer.waits();
		this.clock = new WaitClock(buffer.ticker());
	}

	@Override
	public @Nullable T take(long maxNanos) throws InterruptedException {
		if (this.position < this.mark) {
			return next();
		}
		if (this.position == this.end && !refill(maxNanos)) {
			return null;
		}
		if (this.position == this.mark) {
			giveCredits(1);
		}
		return next();
	}

	@SuppressWarnings("unchecked")
	private @Nullable T next() {
		int slot = this.position++;
		@Nullable Object[] run = this.run;
		Object item = run[slot];
		run[slot] = null;
		return (T) item;
	}

	/**
	 * Gives back the credits of the items that were handed out, and of {@code more} that
	 * will be now.
	 */
	private void giveCredits(int more) {
		int handed = this.position + more;
		if (handed > this.credited) {
			this.buffer.credits().give(handed - this.credited);
			this.credited = handed;
		}
		this.mark = Math.min(this.end, handed + this.group) - 1;
	}

	private boolean refill(long maxNanos) throws InterruptedException {
		if (this.left || this.buffer.isAborted()) {
			return false;
		}
		long now = this.ticker.nanos();
		if (this.runBegan != 0) {
			now = ran(now);
		}
		if (!poll()) {
			if (!awaitRun(maxNanos)) {
				return false;
			}
			now = this.ticker.nanos();
		}
		this.runBegan = now | 1;
		wakeHelper();
		return true;
	}

	/**
	 * Learns from how long the last run took, and may stay behind a little.
	 * @return the time after that
	 */
	private long ran(long now) {
		long nanos = now - this.runBegan;
		this.runBegan = 0;
		boolean alone = this.buffer.consumers().count() <= 1;
		this.pace.ran(this.end, nanos, alone);
		if (nanos < Pace.SHORT_RUN_NANOS) {
			this.signal.slow(false);
		}
		else if (nanos > Pace.LONG_RUN_NANOS) {
			this.signal.slow(true);
			if (nanos > STUCK_NANOS) {
				this.signal.stuck(false);
			}
		}
		return (alone && this.pace.slip()) ? this.ticker.nanos() : now;
	}

	/** When items are slow and more of them wait, one consumer wakes the next. */
	private void wakeHelper() {
		if (this.signal.sleeping() > 0 && this.signal.isSlow() && this.buffer.sleepers().nobodySpins()
				&& this.buffer.hasItem()) {
			this.buffer.sleepers().wakeOne();
		}
	}

	/** Claims a run if there is one. Never waits. */
	boolean poll() {
		int max = this.pace.runLength();
		if (this.run.length < max || --this.runsLeft < 0) {
			renewRun(max);
		}
		if (claimed(this.buffer.consumers().claimReturned(this.run, max))) {
			return true;
		}
		Lane[] lanes = this.buffer.lanes();
		for (int i = 0; i < lanes.length; i++) {
			int next = this.cursor + 1;
			this.cursor = (next < lanes.length) ? next : 0;
			if (claimed(lanes[this.cursor].tryClaim(this.run, max))) {
				return true;
			}
		}
		return false;
	}

	/** Only between runs: what the array holds has been handed out. */
	private void renewRun(int max) {
		this.runsLeft = RUNS_OF_AN_ARRAY;
		this.run = new @Nullable Object[(max <= Pace.MAX_SHARED_RUN) ? Pace.MAX_SHARED_RUN : Pace.MAX_RUN];
	}

	private boolean claimed(int count) {
		if (count == 0) {
			return false;
		}
		this.position = 0;
		this.credited = 0;
		this.end = count;
		this.group = this.buffer.creditGroup();
		this.mark = Math.min(count, this.group) - 1;
		return true;
	}

	private boolean awaitRun(long maxNanos) throws InterruptedException {
		if (maxNanos <= 0) {
			return false;
		}
		this.thread = Thread.currentThread();
		this.clock.begin();
		boolean found = false;
		try {
			long began = this.ticker.nanos();
			found = spin();
			while (!found && !isOver(began, maxNanos)) {
				sleep(began, maxNanos);
				found = spin();
			}
			return found;
		}
		finally {
			this.clock.end();
			if (!found) {
				passOn();
			}
		}
	}

	private boolean isOver(long began, long maxNanos) {
		if (this.woken || isEnded() || this.ticker.nanos() - began >= maxNanos) {
			this.woken = false;
			return true;
		}
		return false;
	}

	/** Leaves the items, and a signal that it had, to another consumer. */
	private void passOn() {
		if (this.signal.sleeping() > 0 && this.buffer.hasItem()) {
			this.buffer.sleepers().wakeOne();
		}
	}

	private boolean spin() {
		Sleepers sleepers = this.buffer.sleepers();
		sleepers.spinning(1);
		try {
			for (int round = 0; !this.woken && !this.buffer.isAborted(); round++) {
				if (poll()) {
					return true;
				}
				if (round >= this.waits.rounds()) {
					return false;
				}
				this.waits.pause(round);
			}
			return false;
		}
		finally {
			sleepers.spinning(-1);
		}
	}

	/** Sleeps until it is woken, has a reason to wake, or the time is over. */
	private void sleep(long began, long maxNanos) throws InterruptedException {
		Sleepers sleepers = this.buffer.sleepers();
		sleepers.enlist(this);
		try {
			forgetIfAllSleep();
			long sleep = FIRST_SLEEP_NANOS;
			long left = maxNanos;
			while (left > 0 && isToSleep(sleep)) {
				this.waits.park(this.buffer, Math.min(left, Math.min(sleep, longestSleep())));
				if (Thread.interrupted()) {
					throw new InterruptedException();
				}
				sleep = Math.min(sleep << 1, LONGEST_SLEEP_NANOS);
				left = maxNanos - (this.ticker.nanos() - began);
			}
		}
		finally {
			sleepers.delist(this);
		}
	}

	/** Who sleeps is neither slow nor stuck: the next run has to show. */
	private void forgetIfAllSleep() {
		if (this.signal.sleeping() >= this.buffer.consumers().count()) {
			this.signal.slow(true);
			this.signal.stuck(false);
		}
	}

	/** Whether nobody has woken this consumer and there is nothing to wake for. */
	private boolean isToSleep(long sleep) {
		if (!this.listed || this.woken || this.buffer.isClosed()) {
			return false;
		}
		boolean item = this.buffer.hasItem();
		if (item && sleep > FIRST_SLEEP_NANOS) {
			// whoever is awake should have taken it
			this.signal.stuck(true);
		}
		return !item;
	}

	private long longestSleep() {
		int consumers = this.buffer.consumers().count();
		if (consumers > 1 && this.buffer.sleepers().isWatcher(this)) {
			return (this.signal.sleeping() < consumers) ? WATCHFUL_SLEEP_NANOS : WATCHERS_SLEEP_NANOS;
		}
		return LONGEST_SLEEP_NANOS * Math.max(1, consumers / 16);
	}

	@Override
	public boolean isEnded() {
		if (this.left) {
			return true;
		}
		if (this.position < this.end || !this.buffer.isClosed()) {
			return false;
		}
		boolean aborted = this.buffer.isAborted();
		if (!aborted && !this.buffer.isDrained()) {
			return false;
		}
		this.left = this.buffer.consumers().tryEnd(aborted);
		return this.left;
	}

	@Override
	public void wakeup() {
		this.woken = true;
		this.waits.unpark(this.thread);
	}

	@Override
	public boolean tryLeave() {
		if (this.left) {
			return true;
		}
		giveCredits(0);
		if (!this.buffer.consumers().tryLeave(claimedItems())) {
			return false;
		}
		this.left = true;
		// the credits go with the items
		Arrays.fill(this.run, null);
		this.end = this.position;
		this.mark = this.position;
		passOn();
		return true;
	}

	@Override
	public List<T> abandon() {
		List<T> items = removeRun();
		if (!this.left) {
			this.left = true;
			this.buffer.consumers().leave();
			passOn();
		}
		return items;
	}

	/** Takes all at once that is claimed. */
	List<T> removeRun() {
		List<T> items = claimedItems();
		Arrays.fill(this.run, null);
		this.position = this.end;
		giveCredits(0);
		return items;
	}

	@SuppressWarnings("unchecked")
	private List<T> claimedItems() {
		List<T> items = new ArrayList<>();
		for (int slot = this.position; slot < this.end; slot++) {
			items.add((T) this.run[slot]);
		}
		return items;
	}

	@Override
	public long waitedNanos() {
		return this.clock.totalNanos();
	}

	@Override
	public boolean isWaiting() {
		return this.clock.isWaiting();
	}

}
