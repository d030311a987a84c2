package io.heddle.periodic;

/**
 * Something that a {@link TickTimer} runs at a time. Its place in the {@link TickHeap} is
 * guarded by the lock of the timer.
 */
final class Tick {

	/** Where it is if it is not in a heap. */
	static final int NOWHERE = -1;

	private final Runnable body;

	/** When it is due. */
	long atNanos;

	/** Its place in the heap. */
	int index = NOWHERE;

	Tick(Runnable body) {
		this.body = body;
	}

	void run() {
		this.body.run();
	}

}
