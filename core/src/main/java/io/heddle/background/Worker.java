package io.heddle.background;

import java.util.concurrent.locks.LockSupport;

import io.heddle.thread.ThreadSource;
import io.heddle.time.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * One thread of a manager, see {@link Workers}. Its fields are its own.
 */
final class Worker implements Runnable {

	/** How often it looks round before it sleeps. */
	private static final int ROUNDS = 40;

	private final Workers workers;

	private final String name;

	/** Written before it starts. */
	private volatile @Nullable Thread thread;

	/** Whether it is the one that searches, as it is when it begins. */
	private boolean searcher = true;

	Worker(Workers workers, String name) {
		this.workers = workers;
		this.name = name;
	}

	String name() {
		return this.name;
	}

	void start(ThreadSource source) {
		Thread made = source.newThread(this.name, this);
		this.thread = made;
		made.start();
	}

	/** Wakes it; false if it has no thread yet. */
	boolean unpark() {
		LockSupport.unpark(this.thread);
		return this.thread != null;
	}

	@Override
	public void run() {
		ThreadGuise guise;
		try {
			guise = ThreadGuise.ofCurrent(CurrentTask.open());
		}
		catch (Throwable ex) {
			this.workers.abandon(this, ex);
			return;
		}
		try {
			if (this.workers.isVirtual()) {
				runOne(guise);
			}
			else {
				runAll(guise);
			}
		}
		finally {
			this.workers.leave(this);
			this.workers.signalIfNeeded();
		}
	}

	private void runOne(ThreadGuise guise) {
		Task<?> task = lookRound();
		if (task != null) {
			this.workers.signalIfNeeded();
			task.run(guise);
		}
	}

	private void runAll(ThreadGuise guise) {
		do {
			Task<?> task = find();
			while (task != null) {
				this.workers.signalIfNeeded();
				task.run(guise);
				task = find();
			}
		}
		while (sleep());
	}

	private @Nullable Task<?> find() {
		if (this.searcher) {
			return lookRound();
		}
		Task<?> task = this.workers.poll();
		return (task == null && this.workers.trySearch()) ? lookRound() : task;
	}

	/** Looks for a task as the searcher, and is so no longer. */
	@SuppressWarnings("ThreadPriorityCheck") // only the speed depends on who runs next
	private @Nullable Task<?> lookRound() {
		Task<?> task = this.workers.poll();
		for (int round = 0; task == null && round < ROUNDS && !this.workers.isClosing(); round++) {
			Thread.yield();
			task = this.workers.poll();
		}
		this.searcher = false;
		this.workers.endSearch();
		return task;
	}

	/** Waits until it is called or needed; false if it is to end. */
	private boolean sleep() {
		Deadline deadline = this.workers.keepAlive();
		this.workers.enlist(this);
		while (true) {
			long left = this.workers.isClosing() ? 0 : deadline.remainingNanos();
			boolean needed = this.workers.hasTask();
			boolean over = needed || left <= 0;
			if (!over) {
				park(left);
			}
			if (this.workers.isCalled(this, over)) {
				this.searcher = true;
				return true;
			}
			if (over) {
				return needed;
			}
		}
	}

	/** An interrupt from outside, meant for no task, must not make this spin. */
	@SuppressWarnings("Interruption")
	private void park(long maxNanos) {
		Thread.interrupted();
		LockSupport.parkNanos(this, maxNanos);
	}

}
