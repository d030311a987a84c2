package io.heddle.activity;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listeners of an activity. They hear of changes in the order in which these were
 * noted. One thread at a time delivers; a thread that finds another one at it leaves its
 * change to that one.
 * <p>
 * Thread-safe. Listeners are called without any lock held; what they throw is logged.
 */
public final class ActivityListeners {

	private static final Logger logger = LoggerFactory.getLogger(ActivityListeners.class);

	private final Activity activity;

	private final List<ActivityListener> listeners = new CopyOnWriteArrayList<>();

	/** At most as many as there are changes while one is delivered. */
	private final ConcurrentLinkedQueue<Change> changes = new ConcurrentLinkedQueue<>();

	/** Keeps the order of {@link #move}. */
	private final ReentrantLock moving = new ReentrantLock();

	/** Changes noted and not yet delivered. */
	private final AtomicInteger pending = new AtomicInteger();

	public ActivityListeners(Activity activity) {
		this.activity = activity;
	}

	public void add(ActivityListener listener) {
		this.listeners.add(listener);
	}

	/**
	 * Moves on if that is legal, and tells the listeners.
	 * @return whether the state has changed
	 */
	public boolean move(StateHolder<ActivityState> state, ActivityState next) {
		return move(state, next, () -> {
		});
	}

	/**
	 * Moves on if that is legal, and tells the listeners.
	 * @param effect what the new state means; done before the next change and before the
	 * listeners hear of this one, with a lock held
	 * @return whether the state has changed
	 */
	public boolean move(StateHolder<ActivityState> state, ActivityState next, Runnable effect) {
		ActivityState before;
		this.moving.lock();
		try {
			before = state.become(next);
			if (before != null) {
				note(before, next);
				effect.run();
			}
		}
		finally {
			this.moving.unlock();
		}
		deliver();
		return before != null;
	}

	/** Notes a change; callers keep the order by a lock of theirs. */
	public void note(ActivityState from, ActivityState to) {
		this.changes.add(new Change(from, to));
	}

	/** Delivers what was noted; without any lock held. */
	public void deliver() {
		if (this.pending.getAndIncrement() != 0) {
			return;
		}
		int seen = 1;
		do {
			for (Change change = this.changes.poll(); change != null; change = this.changes.poll()) {
				tell(change);
			}
			seen = this.pending.addAndGet(-seen);
		}
		while (seen != 0);
	}

	private void tell(Change change) {
		for (ActivityListener listener : this.listeners) {
			try {
				listener.stateChanged(this.activity, change.from(), change.to());
			}
			catch (Throwable ex) {
				SafeLog.log(() -> logger.error("A listener of {} '{}' failed", this.activity.room(),
						this.activity.name(), ex));
			}
		}
	}

	private record Change(ActivityState from, ActivityState to) {

	}

}
