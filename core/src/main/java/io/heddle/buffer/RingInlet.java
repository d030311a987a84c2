package io.heddle.buffer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * A consumer's end. It claims runs into an array of its own and hands them out one by
 * one.
 */
final class RingInlet<T> extends RingInletFields implements Inlet<T> {

	/** The longest run of a consumer that is alone. */
	static final int MAX_RUN = 256;

	/** The longest run where there are several consumers. */
	static final int MAX_SHARED_RUN = 64;

	/** A run that took longer was too long. */
	private static final long LONG_RUN_NANOS = 20_000;

	/** A full run that took less may be longer the next time. */
	private static final long SHORT_RUN_NANOS = 10_000;

	/** Short enough to repair a missed signal, see {@link Buffer}. */
	private static final long FIRST_SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

	/**
	 * While others are awake, one of them may have claimed items and be stuck with a slow
	 * one before anybody could know that it is slow.
	 */
	private static final long WATCHFUL_SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

	private static final long LONGEST_SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	/**
	 * After so many runs the array for the run is made anew. With G1 a store of a young
	 * object into an old array is a full fence: an array that never gets old saves one
	 * for each item, for a thousandth of a byte of garbage.
	 */
	private static final int RUNS_OF_AN_ARRAY = 4096;

	/** The longest slip, in rounds of a spin: less than 2 µs. */
	private static final int MAX_SLIP = 200;

	long q00, q01, q02, q03, q04, q05, q06, q07, q08, q09, q10, q11, q12, q13, q14, q15;

	private final Buffer<T> buffer;

	private final Ticker ticker;

	private final Signal signal;

	private final WaitClock clock;

	private final int creditGroup;

	/** The claimed items from {@code position} to {@code end}. */
	private @Nullable Object[] run = new @Nullable Object[MAX_SHARED_RUN];

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
		this.clock = new WaitClock(buffer.ticker());
		this.creditGroup = Math.max(1, Math.min(32, buffer.capacity() / 32));
	}

	@Override
	public @Nullable T take(long maxNanos) throws InterruptedException {
		if (this.position < this.mark) {
			return next();
		}
		if (this.position < this.end) {
			giveCredits(1);
			return next();
		}
		return refill(maxNanos) ? next() : null;
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
		this.mark = Math.min(this.end, handed + this.creditGroup - 1);
	}

	private boolean refill(long maxNanos) throws InterruptedException {
		if (this.left || this.buffer.isAborted()) {
			return false;
		}
		long now = this.ticker.nanos();
		if (this.runBegan != 0) {
			adapt(now - this.runBegan);
			this.runBegan = 0;
			slip();
		}
		if (!poll()) {
			if (!awaitRun(maxNanos)) {
				return false;
			}
			now = this.ticker.nanos();
		}
		giveCredits(1);
		this.runBegan = now;
		wakeHelper();
		return true;
	}

	/** Makes runs longer or shorter by how long the last one took. */
	private void adapt(long nanos) {
		int longest = (this.buffer.consumers().count() > 1) ? MAX_SHARED_RUN : MAX_RUN;
		if (nanos > LONG_RUN_NANOS) {
			this.runLength = (int) Math.max(1, Math.min(this.runLength >> 1, this.end * LONG_RUN_NANOS / nanos));
			this.signal.slow(true);
		}
		else if (nanos < SHORT_RUN_NANOS) {
			this.signal.slow(false);
			if (this.end >= this.runLength) {
				this.runLength <<= 1;
			}
		}
		this.runLength = Math.min(longest, this.runLength);
	}

	/**
	 * After a short run stays a little behind, so that the producer fills whole cache
	 * lines before this consumer looks at them.
	 */
	private void slip() {
		if (this.buffer.consumers().count() > 1) {
			return;
		}
		if (this.end < 32) {
			this.slip = Math.min(MAX_SLIP, this.slip * 2 + 1);
		}
		else if (this.end >= 64) {
			this.slip >>= 1;
		}
		for (int i = this.slip; i > 0; i--) {
			Thread.onSpinWait();
		}
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
		if (this.run.length < this.runLength || --this.runsLeft < 0) {
			renewRun();
		}
		if (claimed(this.buffer.consumers().claimReturned(this.run, this.runLength))) {
			return true;
		}
		Lane[] lanes = this.buffer.lanes();
		for (int i = 0; i < lanes.length; i++) {
			int next = this.cursor + 1;
			this.cursor = (next < lanes.length) ? next : 0;
			if (claimed(lanes[this.cursor].tryClaim(this.run, this.runLength))) {
				return true;
			}
		}
		return false;
	}

	/** Only between runs: what the array holds has been handed out. */
	private void renewRun() {
		this.runsLeft = RUNS_OF_AN_ARRAY;
		this.run = new @Nullable Object[(this.runLength <= MAX_SHARED_RUN) ? MAX_SHARED_RUN : MAX_RUN];
	}

	private boolean claimed(int count) {
		if (count == 0) {
			return false;
		}
		int uncredited = this.position - this.credited;
		this.position = 0;
		this.credited = -uncredited;
		this.end = count;
		this.mark = 0;
		return true;
	}

	private boolean awaitRun(long maxNanos) throws InterruptedException {
		giveCredits(0);
		this.thread = Thread.currentThread();
		this.clock.begin();
		try {
			long began = this.ticker.nanos();
			while (true) {
				if (spin()) {
					return true;
				}
				if (this.woken || isEnded() || this.ticker.nanos() - began >= maxNanos) {
					this.woken = false;
					return false;
				}
				sleep(began, maxNanos);
			}
		}
		finally {
			this.clock.end();
		}
	}

	private boolean spin() {
		this.buffer.sleepers().spinning(1);
		try {
			for (int round = 0; round < Backoff.ROUNDS; round++) {
				if (this.woken || this.buffer.isAborted()) {
					return false;
				}
				if (poll()) {
					return true;
				}
				Backoff.pause(round);
			}
			return false;
		}
		finally {
			this.buffer.sleepers().spinning(-1);
		}
	}

	/** Sleeps until it is woken, has a reason to wake, or the time is over. */
	private void sleep(long began, long maxNanos) throws InterruptedException {
		this.buffer.sleepers().enlist(this);
		boolean toBeUsed = false;
		try {
			long sleep = FIRST_SLEEP_NANOS;
			while (this.listed && !hasReason()) {
				long left = maxNanos - (this.ticker.nanos() - began);
				if (left <= 0) {
					return;
				}
				LockSupport.parkNanos(this.buffer, Math.min(sleep, left));
				if (Thread.interrupted()) {
					throw new InterruptedException();
				}
				sleep = Math.min(sleep << 1, longestSleep());
			}
			toBeUsed = !this.woken;
		}
		finally {
			if (!this.buffer.sleepers().delist(this) && !toBeUsed) {
				this.buffer.sleepers().wakeOne();
			}
		}
	}

	/** Whether there is a reason to stop sleeping that nobody may have signalled. */
	private boolean hasReason() {
		return this.woken || this.buffer.isClosed() || this.buffer.hasItem();
	}

	private long longestSleep() {
		int consumers = this.buffer.consumers().count();
		if (this.signal.sleeping() < consumers) {
			return WATCHFUL_SLEEP_NANOS;
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
		if (!this.buffer.isAborted() && this.buffer.hasItem()) {
			return false;
		}
		this.left = this.buffer.consumers().tryEnd(this.buffer.isAborted());
		return this.left;
	}

	@Override
	public void wakeup() {
		this.woken = true;
		LockSupport.unpark(this.thread);
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
		abandonRun();
		if (this.buffer.hasItem()) {
			this.buffer.sleepers().wakeOne();
		}
		return true;
	}

	@Override
	public List<T> abandon() {
		if (!this.left) {
			this.left = true;
			this.buffer.consumers().leave();
		}
		giveCredits(0);
		return abandonRun();
	}

	List<T> abandonRun() {
		List<T> items = claimedItems();
		Arrays.fill(this.run, null);
		this.position = this.end;
		this.mark = this.end;
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
