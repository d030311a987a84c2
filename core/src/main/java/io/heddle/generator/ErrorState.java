package io.heddle.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * What the threads of a group have thrown, in the order in which it arrived. Several
 * groups may share one, where a failure of any of them concerns all.
 * <p>
 * Thread-safe; no method waits for a thread.
 */
public final class ErrorState {

	/** How many are kept; later ones are only counted. */
	public static final int MAX_KEPT = 1000;

	private final ReentrantLock lock = new ReentrantLock();

	/** Guarded by the lock. */
	private final List<Throwable> errors = new ArrayList<>();

	/** Written under the lock. */
	private volatile long count;

	/** Adds an error. */
	@SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
	public void add(Throwable error) {
		this.lock.lock();
		try {
			if (this.errors.size() < MAX_KEPT) {
				this.errors.add(error);
			}
			this.count++;
		}
		finally {
			this.lock.unlock();
		}
	}

	public boolean hasError() {
		return this.count > 0;
	}

	/** How many there were, kept or not. */
	public long count() {
		return this.count;
	}

	/** The first {@value #MAX_KEPT} as they are now. */
	public List<Throwable> errors() {
		this.lock.lock();
		try {
			return List.copyOf(this.errors);
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Forgets all. */
	public void clear() {
		this.lock.lock();
		try {
			this.errors.clear();
			this.count = 0;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Throws the first error, the very object unless it is a checked exception. It stays,
	 * so the next call throws it again.
	 * @throws MultiThreadException with the first error as its cause if that is checked
	 */
	public void checkAndRaise() {
		raise(first());
	}

	/** The same, with the other errors as suppressed exceptions of the first. */
	void checkAndRaiseAll() {
		List<Throwable> all = errors();
		if (!all.isEmpty()) {
			suppress(all.get(0), all.subList(1, all.size()));
			raise(all.get(0));
		}
	}

	private void suppress(Throwable first, List<Throwable> others) {
		this.lock.lock();
		try {
			List<Throwable> present = List.of(first.getSuppressed());
			others.stream()
				.filter((other) -> other != first && present.stream().noneMatch((known) -> known == other))
				.forEach(first::addSuppressed);
		}
		finally {
			this.lock.unlock();
		}
	}

	private @Nullable Throwable first() {
		this.lock.lock();
		try {
			return this.errors.isEmpty() ? null : this.errors.get(0);
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Throws the error in the thread of the caller, if there is one. */
	static void raise(@Nullable Throwable error) {
		if (error instanceof RuntimeException unchecked) {
			throw unchecked;
		}
		if (error instanceof Error unchecked) {
			throw unchecked;
		}
		if (error != null) {
			throw new MultiThreadException("A thread in the background has failed with " + error, error);
		}
	}

}
