package io.heddle.periodic;

import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * An object that is built when it is first needed; until then it may be given a name.
 * Thread-safe.
 */
final class LateObject {

	private final DefaultThreadedObjectBuilder parts;

	private final ReentrantLock lock = new ReentrantLock();

	/** Guarded by the lock. */
	private boolean named;

	/** Written under the lock, once. */
	private volatile @Nullable ThreadedObject object;

	LateObject(DefaultThreadedObjectBuilder parts, boolean named) {
		this.parts = parts;
		this.named = named;
	}

	ThreadedObject get() {
		ThreadedObject present = this.object;
		return (present != null) ? present : build();
	}

	private ThreadedObject build() {
		this.lock.lock();
		try {
			ThreadedObject present = this.object;
			if (present == null) {
				present = this.parts.build();
				this.object = present;
			}
			return present;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Whether it has taken the name: it has no other, and has not been built. */
	boolean name(String name) {
		this.lock.lock();
		try {
			boolean free = !this.named && this.object == null;
			if (free) {
				this.parts.spec((spec) -> spec.name(name));
				this.named = true;
			}
			return free;
		}
		finally {
			this.lock.unlock();
		}
	}

}
