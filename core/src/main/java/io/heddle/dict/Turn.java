package io.heddle.dict;

import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * The turn of a thread to change the value of a key. Those who want to change it stand in
 * a line: each one knows only the one ahead of it, and waits for that. The cell of the
 * key knows the last one.
 * <p>
 * After Craig, Landin and Hagersten: a lock as an implicit queue, here with waiters that
 * may give up. Who gives up tells the one behind whom to wait for instead.
 */
final class Turn {

	private final Thread owner = Thread.currentThread();

	/** Whom this one waits for; of one that has given up, whom to wait for instead. */
	private volatile @Nullable Turn ahead;

	/** Whether it is out of the line; changed in a computation on the value. */
	private volatile boolean left;

	/** Whether what it has changed can be seen, so that the one behind may go on. */
	private volatile boolean over;

	/** Who waits for this one. */
	private volatile @Nullable Thread behind;

	/** Gets in line; before anybody else knows it. */
	void standBehind(@Nullable Turn last) {
		this.ahead = last;
	}

	/** Whether the current thread is in the line up to here. */
	boolean isOwn() {
		for (Turn turn = this; turn != null; turn = turn.ahead) {
			if (turn.owner == Thread.currentThread() && !turn.left) {
				return true;
			}
		}
		return false;
	}

	/**
	 * <b>Blocks</b> until those ahead are through.
	 * @return false if it was interrupted, which is cleared
	 */
	boolean await() {
		Turn next = this.ahead;
		while (next != null) {
			next.behind = this.owner;
			while (!next.over) {
				if (Thread.interrupted()) {
					return false;
				}
				LockSupport.park(this);
			}
			next = next.ahead;
			this.ahead = next;
		}
		return true;
	}

	/**
	 * Leaves the line; the one behind goes on when it is over.
	 * @return who is the last in line if this one was the last
	 */
	@Nullable Turn leave() {
		this.left = true;
		Turn last = this.ahead;
		while (last != null && last.left) {
			last = last.ahead;
		}
		return last;
	}

	/** After the computation in which it has left the line, or which has failed. */
	void end() {
		this.left = true;
		this.over = true;
		LockSupport.unpark(this.behind);
	}

}
