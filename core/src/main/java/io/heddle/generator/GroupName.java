package io.heddle.generator;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import org.springframework.util.Assert;

/**
 * A name that no other group has at the same time. It is free again when its group is no
 * more. Thread-safe.
 */
final class GroupName {

	private static final Set<String> taken = ConcurrentHashMap.newKeySet();

	private final String text;

	private final AtomicBoolean released = new AtomicBoolean();

	private GroupName(String text) {
		this.text = text;
	}

	/**
	 * That name, or the first of {@code name_0}, {@code name_1} and so on that is free.
	 */
	static GroupName claim(String name) {
		Assert.hasText(name, "'name' of a group of threads must not be empty");
		return taken.add(name) ? new GroupName(name) : claimNumbered(name);
	}

	/** The first of {@code name_0}, {@code name_1} and so on that is free. */
	static GroupName claimNumbered(String name) {
		int number = 0;
		while (!taken.add(name + "_" + number)) {
			number++;
		}
		return new GroupName(name + "_" + number);
	}

	void release() {
		if (this.released.compareAndSet(false, true)) {
			taken.remove(this.text);
		}
	}

	@Override
	public String toString() {
		return this.text;
	}

}
