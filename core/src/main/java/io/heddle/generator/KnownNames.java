package io.heddle.generator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.heddle.activity.Activity;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The names of the generators of a factory. A name is in the register from before its
 * first generator begins, and goes only when none runs and none is being made. Who makes
 * one has a claim to its name until it runs.
 * <p>
 * The register is called without the lock: by one thread for a name, for which others
 * that want the same name wait. Thread-safe.
 */
final class KnownNames {

	private final Consumer<Activity> added;

	private final Consumer<Activity> removed;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition settled = this.lock.newCondition();

	/** Guarded by the lock; the name that was used longest ago first. */
	private final Map<String, KnownName> names = new LinkedHashMap<>(16, 0.75f, true);

	/** Guarded by the lock. */
	private boolean closed;

	KnownNames(Consumer<Activity> added, Consumer<Activity> removed) {
		this.added = added;
		this.removed = removed;
	}

	/** Takes a name in unless it is; until the release it stays. */
	KnownName claim(String name) {
		KnownName fresh = new KnownName(name);
		KnownName known = locked(() -> find(fresh));
		if (known == fresh) {
			takeIn(fresh);
			takeOutIdle(fresh);
		}
		return known;
	}

	void release(KnownName known) {
		locked(() -> {
			known.release();
			return known;
		});
	}

	/** Under the lock, except while somebody else is at the name. */
	private KnownName find(KnownName fresh) {
		KnownName known = this.names.get(fresh.name());
		while (known != null && !known.isIn()) {
			this.settled.awaitUninterruptibly();
			known = this.names.get(fresh.name());
		}
		requireOpen(fresh.name());
		if (known == null) {
			this.names.put(fresh.name(), fresh);
			known = fresh;
		}
		known.claim();
		return known;
	}

	/** Under the lock. */
	private void requireOpen(String name) {
		Assert.state(!this.closed,
				() -> "Generator '%s' comes too late: the application is being stopped".formatted(name));
	}

	/** One that the register does not take is asked for again. */
	private void takeIn(KnownName fresh) {
		try {
			this.added.accept(fresh.activity());
		}
		catch (Throwable ex) {
			forget(fresh);
			throw ex;
		}
		boolean late = locked(() -> {
			fresh.come();
			this.settled.signalAll();
			return this.closed;
		});
		if (late) {
			this.removed.accept(fresh.activity());
			locked(() -> {
				requireOpen(fresh.name());
				return fresh;
			});
		}
	}

	private void takeOutIdle(KnownName fresh) {
		try {
			for (KnownName idle = nextIdle(); idle != null; idle = nextIdle()) {
				takeOut(idle);
			}
		}
		catch (Throwable ex) {
			release(fresh);
			throw ex;
		}
	}

	/** One that goes because there are too many, {@code null} if none does. */
	private @Nullable KnownName nextIdle() {
		this.lock.lock();
		try {
			if (this.names.size() <= BackgroundGenerators.MAX_NAMES || !areTooMany()) {
				return null;
			}
			KnownName idle = this.names.values().stream().filter(KnownName::isIdle).findFirst().orElse(null);
			if (idle != null) {
				idle.go();
			}
			return idle;
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean areTooMany() {
		return this.names.values()
			.stream()
			.filter((known) -> !known.isGoing())
			.count() > BackgroundGenerators.MAX_NAMES;
	}

	private void takeOut(KnownName idle) {
		try {
			this.removed.accept(idle.activity());
		}
		finally {
			forget(idle);
		}
	}

	private void forget(KnownName known) {
		locked(() -> {
			this.settled.signalAll();
			return this.names.remove(known.name(), known);
		});
	}

	/**
	 * Takes no more in.
	 * @return what is in the register, which the caller takes out
	 */
	List<GeneratorActivity> close() {
		return locked(() -> {
			this.closed = true;
			List<GeneratorActivity> all = this.names.values()
				.stream()
				.filter(KnownName::isIn)
				.map(KnownName::activity)
				.toList();
			this.names.clear();
			this.settled.signalAll();
			return all;
		});
	}

	private <V> V locked(Supplier<V> action) {
		this.lock.lock();
		try {
			return action.get();
		}
		finally {
			this.lock.unlock();
		}
	}

}
