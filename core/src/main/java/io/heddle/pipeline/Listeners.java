package io.heddle.pipeline;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.activity.Activity;
import io.heddle.activity.ActivityListener;
import io.heddle.activity.ActivityState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners of changes in the order in which they were noted. One thread at a time
 * delivers; a thread that finds another one at it leaves its change to that one.
 */
final class Listeners {

	private static final Logger logger = LoggerFactory.getLogger(Listeners.class);

	private final Activity activity;

	private final List<ActivityListener> listeners = new CopyOnWriteArrayList<>();

	/** At most as many as there are changes while one is delivered. */
	private final ConcurrentLinkedQueue<Change> changes = new ConcurrentLinkedQueue<>();

	/** Changes noted and not yet delivered. */
	private final AtomicInteger pending = new AtomicInteger();

	Listeners(Activity activity) {
		this.activity = activity;
	}

	void add(ActivityListener listener) {
		this.listeners.add(listener);
	}

	/** Notes a change; callers keep the order by a lock of theirs. */
	void note(ActivityState from, ActivityState to) {
		this.changes.add(new Change(from, to));
	}

	/** Delivers what was noted; without any lock held. */
	void deliver() {
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
				logger.error("A listener of {} '{}' failed", this.activity.room(), this.activity.name(), ex);
			}
		}
	}

	private record Change(ActivityState from, ActivityState to) {

	}

}
