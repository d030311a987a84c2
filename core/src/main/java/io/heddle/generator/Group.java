package io.heddle.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.heddle.thread.ThreadSource;
import io.heddle.time.Deadline;

/**
 * The threads of one start. It does not know who started it, so that it keeps nobody
 * alive.
 */
final class Group {

	private final Duty duty;

	private final ThreadErrors errors;

	private final List<Thread> threads = new ArrayList<>();

	/** Open when all threads that could be started have been. */
	private final CountDownLatch begun = new CountDownLatch(1);

	Group(String name, int count, Duty duty, ThreadErrors errors, ThreadSource source) {
		this.duty = duty;
		this.errors = errors;
		for (int i = 0; i < count; i++) {
			int index = i;
			String each = (count == 1) ? name : name + "_" + i;
			this.threads.add(Objects.requireNonNull(source.newThread(each, () -> run(index), duty.refused()),
					() -> "The source of threads has made no thread '%s'".formatted(each)));
		}
	}

	void start() {
		try {
			this.threads.forEach(Thread::start);
		}
		finally {
			this.begun.countDown();
		}
	}

	/** Whether another start may follow. */
	boolean isOver() {
		return this.begun.getCount() == 0 && !isAlive();
	}

	private void run(int index) {
		try {
			this.duty.target().run(index);
		}
		catch (Throwable ex) {
			this.errors.record(ex);
		}
	}

	List<String> names() {
		return this.threads.stream().map(Thread::getName).toList();
	}

	boolean isAlive() {
		return this.threads.stream().anyMatch(Thread::isAlive);
	}

	boolean isOwnThread() {
		return this.threads.contains(Thread.currentThread());
	}

	/** One that is being started has threads to come. */
	void join() throws InterruptedException {
		this.begun.await();
		for (Thread thread : this.threads) {
			thread.join();
		}
	}

	/** Gives whether all have ended. */
	boolean join(Deadline deadline) throws InterruptedException {
		if (!this.begun.await(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS)) {
			return false;
		}
		for (Thread thread : this.threads) {
			TimeUnit.NANOSECONDS.timedJoin(thread, deadline.remainingNanos());
		}
		return !isAlive();
	}

}
