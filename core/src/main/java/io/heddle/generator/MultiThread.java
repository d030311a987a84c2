package io.heddle.generator;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.thread.ThreadContext;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import io.heddle.time.Deadline;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Runs one target in a number of threads and keeps what they throw for the caller.
 * <p>
 * The threads are daemons. One is called like the group, several {@code <name>_0},
 * {@code <name>_1} and so on; a group whose name another one has is itself called
 * {@code <name>_0}. They have the logging context of whoever starts them. A thread that
 * fails does not stop the others: whoever waits may ask {@link #hasError()} meanwhile.
 * <p>
 * A group that was joined may be started again. Thread-safe; only the joins block.
 */
public class MultiThread {

	private final String name;

	private final int threadCount;

	private final Duty duty;

	private final ThreadErrors errors;

	/** Whether others may use the errors, too, so that a start does not forget them. */
	private final boolean sharedErrors;

	private final ThreadSource source;

	/** The present threads; {@code null} before the start and after a join. */
	private final AtomicReference<@Nullable Group> group = new AtomicReference<>();

	/** Threads that all do the same. */
	public MultiThread(String name, int threadCount, ThrowingRunnable target) {
		this(name, threadCount, (index) -> target.run());
	}

	/** Threads each of which knows which one it is. */
	public MultiThread(String name, int threadCount, IndexedRunnable target) {
		this(name, threadCount, target, null, ThreadMode.PLATFORM);
	}

	/**
	 * Threads of a kind.
	 * @param errors takes what they throw, of other groups, too; {@code null} if this
	 * group has its own
	 */
	@SuppressWarnings("this-escape") // to who waits until nobody holds it
	public MultiThread(String name, int threadCount, IndexedRunnable target, @Nullable ErrorState errors,
			ThreadMode mode) {
		Assert.isTrue(threadCount >= 1,
				() -> "'threadCount' of '%s' must be at least 1 but was %d".formatted(name, threadCount));
		this.source = ThreadContext.LOGGING.around(ThreadSource.of(mode));
		this.threadCount = threadCount;
		this.errors = new ThreadErrors((errors != null) ? errors : new ErrorState(), FatalErrorHandler.logging());
		this.duty = new Duty(target, this.errors::record);
		this.sharedErrors = errors != null;
		GroupName claimed = GroupName.claim(name);
		this.name = claimed.toString();
		Garbage.whenAbandoned(this, claimed::release);
	}

	/** One thread, which is started by whoever calls this. */
	MultiThread(String name, Duty duty, ThreadErrors errors, ThreadSource source) {
		this.name = name;
		this.threadCount = 1;
		this.duty = duty;
		this.errors = errors;
		this.sharedErrors = false;
		this.source = source;
	}

	/** The number of processors: as many threads as can be at work at the same time. */
	public static int totalCpus() {
		return Runtime.getRuntime().availableProcessors();
	}

	/**
	 * Starts the threads; what an earlier run has left of errors is forgotten, unless
	 * they are shared. Returns at once.
	 * @throws IllegalStateException if threads of this group are running
	 */
	public void start() {
		Group present = this.group.get();
		Group next = new Group(this.name, this.threadCount, this.duty, this.errors, this.source);
		boolean alone = (present == null || present.isOver()) && this.group.compareAndSet(present, next);
		Assert.state(alone, () -> "Threads '%s' are running: join them before the next start".formatted(this.name));
		if (!this.sharedErrors) {
			this.errors.state().clear();
		}
		next.start();
	}

	/**
	 * Waits until all threads have ended, and throws the first error if there is one,
	 * with the others as suppressed exceptions. The errors stay until the next start.
	 * @throws MultiThreadException if the first error is a checked exception, or if the
	 * caller was interrupted
	 * @throws IllegalStateException in a thread of the group
	 */
	public void join() {
		Group present = joinable();
		try {
			if (present != null) {
				present.join();
			}
		}
		catch (InterruptedException ex) {
			throw MultiThreadException.interrupted("threads '%s'".formatted(this.name), ex);
		}
		joined(present);
	}

	/**
	 * The same, at most for the limit.
	 * @return whether all have ended; only then an error is thrown
	 */
	public boolean join(Duration limit) {
		Group present = joinable();
		try {
			if (present != null && !present.join(Deadline.after(limit, Ticker.system()))) {
				return false;
			}
		}
		catch (InterruptedException ex) {
			throw MultiThreadException.interrupted("threads '%s'".formatted(this.name), ex);
		}
		joined(present);
		return true;
	}

	private @Nullable Group joinable() {
		Group present = this.group.get();
		Assert.state(present == null || !present.isOwnThread(),
				() -> "Thread '%s' cannot join itself".formatted(Thread.currentThread().getName()));
		return present;
	}

	private void joined(@Nullable Group ended) {
		this.group.compareAndSet(ended, null);
		this.errors.state().checkAndRaiseAll();
	}

	/** Waits, and throws no error of the threads. */
	boolean awaitEnd(Deadline deadline) throws InterruptedException {
		Group present = this.group.get();
		return present == null || present.isOwnThread() || present.join(deadline);
	}

	/** Whether a thread is alive. */
	public boolean isAlive() {
		Group present = this.group.get();
		return present != null && present.isAlive();
	}

	/** Whether no thread is alive; true before the start, too. */
	public boolean completed() {
		return !isAlive();
	}

	public boolean hasError() {
		return this.errors.state().hasError();
	}

	/** What the threads have thrown, in the order in which it arrived. */
	public List<Throwable> errors() {
		return this.errors.state().errors();
	}

	/**
	 * Throws the first error if there is one, the very object unless it is a checked
	 * exception; again with each call. Never waits.
	 * @throws MultiThreadException if the first error is a checked exception, with that
	 * as its cause
	 */
	public void checkAndRaiseError() {
		this.errors.state().checkAndRaise();
	}

	public String getName() {
		return this.name;
	}

	public int getThreadCount() {
		return this.threadCount;
	}

	/** The names of the threads since the start; empty before it and after a join. */
	public List<String> getThreadNames() {
		Group present = this.group.get();
		return (present != null) ? present.names() : List.of();
	}

}
