package io.heddle.enrich;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * One lock for each builder object, whatever its {@code equals} says, so that no two
 * enrichers save into the same one at the same time. Thread-safe.
 */
final class SaveLocks {

	private static final Map<Object, SaveLock> locks = new ConcurrentHashMap<>();

	private static final ReferenceQueue<Object> garbage = new ReferenceQueue<>();

	private SaveLocks() {
	}

	static SaveLock of(Object builder) {
		for (Reference<?> gone = garbage.poll(); gone != null; gone = garbage.poll()) {
			locks.remove(gone);
		}
		return locks.computeIfAbsent(new Identity(builder), (identity) -> new SaveLock());
	}

	/** Equal to another one for the same object. */
	private static final class Identity extends WeakReference<Object> {

		private final int hash;

		Identity(Object object) {
			super(object, garbage);
			this.hash = System.identityHashCode(object);
		}

		@Override
		@SuppressWarnings("ReferenceEquality") // that is the point
		public boolean equals(@Nullable Object other) {
			if (this == other) {
				return true;
			}
			Object object = get();
			return object != null && other instanceof Identity identity && identity.get() == object;
		}

		@Override
		public int hashCode() {
			return this.hash;
		}

	}

}
