package io.heddle.buffer;

/**
 * How a thread waits before it parks: a few growing spins, then yields. Few spins,
 * because there are more threads than cores; yields, because they let a third thread in,
 * and as many as cost what a sleep and a wake-up cost. The numbers are measured (see
 * {@code benchmarks}).
 */
final class Backoff {

	private static final int SPINS = 5;

	private static final int YIELDS = 40;

	static final int ROUNDS = SPINS + YIELDS;

	private Backoff() {
	}

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
