package io.heddle.periodic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All objects of this class loader that have not been killed and that somebody still
 * holds. Thread-safe.
 */
final class Instances {

	private static final ReentrantLock lock = new ReentrantLock();

	/** Guarded by {@link #lock}. */
	private static final Set<ThreadedObject> all = Collections.newSetFromMap(new WeakHashMap<>());

	private Instances() {
	}

	static void add(ThreadedObject object) {
		lock.lock();
		try {
			all.add(object);
		}
		finally {
			lock.unlock();
		}
	}

	static void remove(ThreadedObject object) {
		lock.lock();
		try {
			all.remove(object);
		}
		finally {
			lock.unlock();
		}
	}

	static List<ThreadedObject> list() {
		lock.lock();
		try {
			return new ArrayList<>(all);
		}
		finally {
			lock.unlock();
		}
	}

}
