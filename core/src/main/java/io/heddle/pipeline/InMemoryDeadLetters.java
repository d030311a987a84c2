package io.heddle.pipeline;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

import org.springframework.util.Assert;

/**
 * Guarded by one lock; the letters are sorted by id. Letters that are put back may exceed
 * the capacity by as many as are replayed at the same time.
 */
final class InMemoryDeadLetters implements DeadLetters {

	private final ReentrantLock lock = new ReentrantLock();

	private final Map<Long, DeadLetter> letters = new TreeMap<>();

	private final int capacity;

	private long lastId;

	InMemoryDeadLetters(int capacity) {
		Assert.isTrue(capacity >= 1,
				() -> "'capacity' of the dead letters must be at least 1 but was %d".formatted(capacity));
		this.capacity = capacity;
	}

	@Override
	public void add(DeadLetter letter) {
		this.lock.lock();
		try {
			Assert.state(this.letters.size() < this.capacity,
					() -> "The dead letters are full (%d): replay or remove some, or set heddle.dead-letters.capacity"
						.formatted(this.capacity));
			long id = ++this.lastId;
			this.letters.put(id, new DeadLetter(id, letter.pipeline(), letter.stage(), letter.item(), letter.cause(),
					letter.attempts(), letter.at()));
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void putBack(DeadLetter letter) {
		this.lock.lock();
		try {
			this.letters.put(letter.id(), letter);
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public List<DeadLetter> list() {
		this.lock.lock();
		try {
			return List.copyOf(this.letters.values());
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public boolean remove(long id) {
		this.lock.lock();
		try {
			return this.letters.remove(id) != null;
		}
		finally {
			this.lock.unlock();
		}
	}

}
