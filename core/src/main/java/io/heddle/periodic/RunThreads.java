package io.heddle.periodic;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The threads that are in code of the user for a run, whose lock guards them. Once they
 * have been interrupted, so is each that comes later: a part that has had to wait for a
 * thread.
 */
final class RunThreads {

	private final Set<Thread> threads = new HashSet<>();

	private boolean interrupted;

	void enter() {
		this.threads.add(Thread.currentThread());
		if (this.interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	void leave() {
		this.threads.remove(Thread.currentThread());
	}

	boolean areThis() {
		return this.threads.contains(Thread.currentThread());
	}

	void interrupt() {
		this.interrupted = true;
		this.threads.forEach(Thread::interrupt);
	}

	List<String> names() {
		return this.threads.stream().map(Thread::getName).toList();
	}

}
