package io.heddle.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.heddle.activity.Activity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.Assert;

/**
 * All activities of an application, in the order in which they were added. It starts and
 * stops nothing.
 * <p>
 * Thread-safe; no method waits for an activity.
 */
public final class Registry {

	private static final Logger logger = LoggerFactory.getLogger(Registry.class);

	private final ReentrantLock lock = new ReentrantLock();

	/** Guarded by {@link #lock}. */
	private final Map<Key, Activity> activities = new LinkedHashMap<>();

	private final List<RegistryListener> listeners = new CopyOnWriteArrayList<>();

	/**
	 * Adds an activity.
	 * @throws IllegalArgumentException if its room has another one of that name
	 */
	public void add(Activity activity) {
		Activity present = locked(() -> this.activities.putIfAbsent(Key.of(activity), activity));
		Assert.isTrue(present == null, () -> "There is a %s named '%s' already: give one of the two another name"
			.formatted(activity.room(), activity.name()));
		this.listeners.forEach((listener) -> tell(listener, () -> listener.added(activity)));
	}

	/**
	 * Removes an activity, without stopping it.
	 * @return whether it was there
	 */
	public boolean remove(Activity activity) {
		boolean removed = locked(() -> this.activities.remove(Key.of(activity), activity));
		if (removed) {
			this.listeners.forEach((listener) -> tell(listener, () -> listener.removed(activity)));
		}
		return removed;
	}

	public boolean contains(Activity activity) {
		return locked(() -> this.activities.get(Key.of(activity)) == activity);
	}

	public Optional<Activity> find(String room, String name) {
		return locked(() -> Optional.ofNullable(this.activities.get(new Key(room, name))));
	}

	/** All activities at this moment, in the order in which they were added. */
	public List<Activity> list() {
		return locked(() -> new ArrayList<>(this.activities.values()));
	}

	/**
	 * Adds a listener and tells it of every activity that is there; one that is added at
	 * the same moment may be told twice.
	 */
	public void addListener(RegistryListener listener) {
		this.listeners.add(listener);
		list().forEach((activity) -> tell(listener, () -> listener.added(activity)));
	}

	public void removeListener(RegistryListener listener) {
		this.listeners.remove(listener);
	}

	/** What a listener throws concerns neither the others nor who made the change. */
	private static void tell(RegistryListener listener, Runnable news) {
		try {
			news.run();
		}
		catch (RuntimeException | Error ex) {
			logger.error("Listener {} of the registry failed", listener, ex);
		}
	}

	private <T extends @Nullable Object> T locked(Supplier<T> action) {
		this.lock.lock();
		try {
			return action.get();
		}
		finally {
			this.lock.unlock();
		}
	}

	private record Key(String room, String name) {

		static Key of(Activity activity) {
			return new Key(activity.room(), activity.name());
		}

	}

}
