package io.heddle.periodic;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The threads that are in code of the user for a run, whose lock guards them. Once they
 * have been interrupted, so is each that comes later: a part that has had to wait for a
 * thread.
 */
final class RunThreads {

	/** With each whether it may be interrupted. */
	private final Map<Thread, Boolean> threads = new HashMap<>();

	private boolean interrupted;

	void enter() {
		this.threads.put(Thread.currentThread(), true);
		if (this.interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	/** Enters a thread of somebody who has other things to do: it is not interrupted. */
	void visit() {
		this.threads.put(Thread.currentThread(), false);
	}

	void leave() {
		this.threads.remove(Thread.currentThread());
	}

	boolean areThis() {
		return this.threads.containsKey(Thread.currentThread());
	}

	void interrupt() {
		this.interrupted = true;
		this.threads.forEach((thread, own) -> {
			if (own) {
				thread.interrupt();
			}
		});
	}

	List<String> names() {
		return this.threads.keySet().stream().map(Thread::getName).toList();
	}

}
