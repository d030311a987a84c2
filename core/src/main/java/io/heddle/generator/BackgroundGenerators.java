package io.heddle.generator;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.heddle.activity.Activity;
import io.heddle.thread.ThreadContext;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Makes the generators of an application: it has the last word on their settings, and
 * shows all of one name as one activity, so that one may be made for each request.
 * Generators that have ended are forgotten except for their numbers.
 * <p>
 * Thread-safe; only {@link #close()} waits.
 */
public final class BackgroundGenerators implements AutoCloseable {

	/** How many names are known at most; beyond that, names without a generator go. */
	public static final int MAX_NAMES = 1000;

	private final UnaryOperator<GeneratorSpec> settings;

	private final ThreadContext context;

	private final Consumer<Activity> added;

	private final Consumer<Activity> removed;

	private final ReentrantLock lock = new ReentrantLock();

	/** Guarded by the lock; the name that was used longest ago first. */
	private final Map<String, GeneratorActivity> activities = new LinkedHashMap<>(16, 0.75f, true);

	/** Guarded by the lock. */
	private boolean closed;

	/** Without settings of an application. */
	public BackgroundGenerators() {
		this(UnaryOperator.identity(), (activity) -> {
		}, (activity) -> {
		});
	}

	/**
	 * With those of an application.
	 * @param settings has the last word on those of a generator, except its name
	 * @param added hears of each name before its first generator begins
	 * @param removed hears of each name that is forgotten
	 */
	public BackgroundGenerators(UnaryOperator<GeneratorSpec> settings, Consumer<Activity> added,
			Consumer<Activity> removed) {
		this(settings, ThreadContext.LOGGING, added, removed);
	}

	/**
	 * The same.
	 * @param context travels from who makes a generator into its thread
	 */
	public BackgroundGenerators(UnaryOperator<GeneratorSpec> settings, ThreadContext context, Consumer<Activity> added,
			Consumer<Activity> removed) {
		this.settings = settings;
		this.context = context;
		this.added = added;
		this.removed = removed;
	}

	/**
	 * Makes a generator of what an iterator gives.
	 * @param name the same for all that do the same; the second one at the same time is
	 * itself called {@code <name>_0}
	 */
	public <T extends @Nullable Object> BackgroundGenerator<T> of(String name,
			Supplier<? extends Iterator<? extends T>> generator) {
		return this.<T>builder(name, Generator.ofIterator(generator)).build();
	}

	/** Begins to build one that produces what that emits. */
	public <T extends @Nullable Object> BackgroundGenerator.Builder<T> builder(String name, Generator<T> generator) {
		return new DefaultGeneratorBuilder<>(generator).context(this.context)
			.among(name, this.settings, () -> activity(name));
	}

	private GeneratorActivity activity(String name) {
		GeneratorActivity fresh = new GeneratorActivity(name, Ticker.system());
		GeneratorActivity idle = null;
		GeneratorActivity present;
		this.lock.lock();
		try {
			Assert.state(!this.closed,
					() -> "Generator '%s' comes too late: the application is being stopped".formatted(name));
			present = this.activities.get(name);
			if (present == null) {
				idle = (this.activities.size() >= MAX_NAMES) ? removeIdle() : null;
				this.activities.put(name, fresh);
			}
		}
		finally {
			this.lock.unlock();
		}
		if (idle != null) {
			this.removed.accept(idle);
		}
		if (present == null) {
			add(fresh);
		}
		return (present != null) ? present : fresh;
	}

	/** One that nobody takes in is asked for again. */
	private void add(GeneratorActivity fresh) {
		try {
			this.added.accept(fresh);
		}
		catch (Throwable ex) {
			forget(fresh);
			throw ex;
		}
	}

	private void forget(GeneratorActivity activity) {
		this.lock.lock();
		try {
			this.activities.remove(activity.name(), activity);
		}
		finally {
			this.lock.unlock();
		}
	}

	private @Nullable GeneratorActivity removeIdle() {
		for (GeneratorActivity activity : this.activities.values()) {
			if (activity.active() == 0) {
				this.activities.remove(activity.name());
				return activity;
			}
		}
		return null;
	}

	/** Makes no more, and closes all, waiting at most a second for each name. */
	@Override
	public void close() {
		Map<String, GeneratorActivity> all;
		this.lock.lock();
		try {
			this.closed = true;
			all = new LinkedHashMap<>(this.activities);
			this.activities.clear();
		}
		finally {
			this.lock.unlock();
		}
		all.values().forEach((activity) -> {
			activity.close(BackgroundGenerator.CLOSE_LIMIT);
			this.removed.accept(activity);
		});
	}

}
