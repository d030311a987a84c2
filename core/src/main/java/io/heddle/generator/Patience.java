package io.heddle.generator;

/**
 * How a thread waits before it parks: a few growing spins, then yields, because the other
 * side is often back within microseconds while to park and to be woken costs several.
 */
final class Patience {

	private static final int SPINS = 6;

	/** How often a thread looks again before it parks. */
	static final int ROUNDS = SPINS + 20;

	private Patience() {
	}

	/** Waits a moment, the longer the later the round. */
	@SuppressWarnings("ThreadPriorityCheck") // only the speed depends on who runs next
	static void pause(int round) {
		if (round >= SPINS) {
			Thread.yield();
			return;
		}
		for (int i = 1 << round; i > 0; i--) {
			Thread.onSpinWait();
		}
	}

}
