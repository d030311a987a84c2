package io.heddle.worker;

import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * One run of a job in a lane. It returns, or it is condemned, because it takes too long
 * or nobody wants it any more; who is condemned is cut off and then returns, or is given
 * up. So exactly one answer is given, by whoever moves the turn to its end.
 * <p>
 * Thread-safe. The lock keeps what cuts off from what comes after the turn.
 */
final class Turn {

	private final Job job;

	private final ReentrantLock lock = new ReentrantLock();

	/** Guarded by the lock. */
	private TurnState state = TurnState.RUNNING;

	/** Why it is condemned; guarded by the lock. */
	private @Nullable Throwable reason;

	Turn(Job job) {
		this.job = job;
	}

	Job job() {
		return this.job;
	}

	/**
	 * It is to end.
	 * @param cut what makes it end; no code of the user
	 * @return false if it has ended, or was condemned before
	 */
	boolean condemn(Throwable why, Runnable cut) {
		this.lock.lock();
		try {
			if (this.state != TurnState.RUNNING) {
				return false;
			}
			this.state = TurnState.CONDEMNED;
			this.reason = why;
			cut.run();
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	boolean isCondemned() {
		this.lock.lock();
		try {
			return this.state == TurnState.CONDEMNED;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** It has returned; gives the answer, {@code null} if it was given up. */
	@Nullable Answer returned(Answer answer) {
		this.lock.lock();
		try {
			TurnState before = this.state;
			if (before == TurnState.GIVEN_UP) {
				return null;
			}
			this.state = TurnState.RETURNED;
			return (this.reason != null) ? Answer.failed(this.reason) : answer;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** It does not return although it is condemned; gives the answer if that is so. */
	@Nullable Answer giveUp() {
		this.lock.lock();
		try {
			if (this.state != TurnState.CONDEMNED || this.reason == null) {
				return null;
			}
			this.state = TurnState.GIVEN_UP;
			return Answer.failed(this.reason);
		}
		finally {
			this.lock.unlock();
		}
	}

	private enum TurnState {

		RUNNING, CONDEMNED, RETURNED, GIVEN_UP

	}

}
