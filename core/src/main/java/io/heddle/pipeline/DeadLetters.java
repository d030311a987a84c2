package io.heddle.pipeline;

import java.util.List;

/**
 * Where items go that have finally failed in a stage with {@code on-error: dead-letter}.
 * <p>
 * Implementations are thread-safe.
 */
public interface DeadLetters {

	/** How many letters the default store keeps. */
	int DEFAULT_CAPACITY = 1000;

	/**
	 * Puts an item aside; the store gives it its own id. Called by the thread of the
	 * stage. An exception means that the letter was not stored: the pipeline then fails
	 * with the cause of the letter, and the exception is suppressed in it.
	 */
	void add(DeadLetter letter);

	/** All letters, oldest first. */
	List<DeadLetter> list();

	/**
	 * Takes a letter out of the store.
	 * @return whether it was there
	 */
	boolean remove(long id);

	/**
	 * Puts a letter back that was removed to be replayed and that nobody took. A store
	 * that is bounded should have a place for it even so.
	 */
	default void putBack(DeadLetter letter) {
		add(letter);
	}

	/**
	 * Hands the letters of a running pipeline back to the stages at which they failed,
	 * oldest first, and takes them out of the store. <b>Blocks</b> while the queue of a
	 * stage is full.
	 * @return how many were handed back
	 * @throws IllegalStateException if the pipeline is not running
	 */
	default int replay(Pipeline pipeline) {
		int count = 0;
		for (DeadLetter letter : list()) {
			if (letter.pipeline().equals(pipeline.name()) && remove(letter.id())) {
				count += DeadLetterReplay.replay(this, letter, pipeline);
			}
		}
		return count;
	}

	/**
	 * A store in memory that keeps that many letters and refuses more.
	 */
	static DeadLetters inMemory(int capacity) {
		return new InMemoryDeadLetters(capacity);
	}

}
