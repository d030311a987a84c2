package io.heddle.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;

/**
 * The threads of a test. What one of them throws, {@link #join} throws. One that hangs
 * fails the test with a dump of all threads; {@link #close()} interrupts what is left.
 */
public final class Crew implements AutoCloseable {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final ThreadSource source;

	private final List<Thread> threads = new ArrayList<>();

	private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

	private int joined;

	public Crew(ThreadMode mode) {
		this.source = ThreadSource.of(mode);
	}

	/** Starts a thread. */
	public Thread start(Task task) {
		Thread thread = this.source.newThread("crew-" + this.threads.size(), () -> run(task));
		this.threads.add(thread);
		thread.start();
		return thread;
	}

	/** Starts that many threads with the same task. */
	public void start(int count, Task task) {
		for (int i = 0; i < count; i++) {
			start(task);
		}
	}

	private void run(Task task) {
		try {
			task.run();
		}
		catch (Throwable ex) {
			this.failures.add(ex);
		}
	}

	/** Waits until all have ended; fails after ten seconds. */
	public void join() throws InterruptedException {
		join(LIMIT, () -> 0);
	}

	/**
	 * Waits until all have ended; fails when {@code progress} has stood still for that
	 * long.
	 */
	public void join(Duration patience, LongSupplier progress) throws InterruptedException {
		long last = progress.getAsLong();
		long since = System.nanoTime();
		while (this.joined < this.threads.size()) {
			Thread thread = this.threads.get(this.joined);
			TimeUnit.MILLISECONDS.timedJoin(thread, 200);
			long now = progress.getAsLong();
			if (!thread.isAlive()) {
				this.joined++;
			}
			else if (now == last && System.nanoTime() - since > patience.toNanos()) {
				throw new AssertionError("No progress at " + now + "\n" + LiveThreads.dump());
			}
			if (now != last || !thread.isAlive()) {
				last = now;
				since = System.nanoTime();
			}
			throwFailures();
		}
	}

	private void throwFailures() {
		Throwable first = this.failures.poll();
		if (first != null) {
			AssertionError error = new AssertionError("A thread failed: " + first, first);
			this.failures.forEach(error::addSuppressed);
			throw error;
		}
	}

	/** Whether a thread has parked or waits for something, timed or not. */
	public static boolean isParked(Thread thread) {
		Thread.State state = thread.getState();
		return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
	}

	@Override
	public void close() {
		this.threads.forEach(Thread::interrupt);
	}

	/** What a thread does. */
	@FunctionalInterface
	public interface Task {

		void run() throws Exception;

	}

}
