package io.heddle.buffer;

import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * How a thread waits and is woken: a few growing spins, then yields, then it parks. Few
 * spins, because there are more threads than cores; some yields, because they let a third
 * thread in. The numbers are measured (see {@code benchmarks}).
 * <p>
 * A model checker looks at a simpler one, so this is an interface.
 */
interface WaitStrategy {

	/** The strategy of all buffers. */
	WaitStrategy SPIN_YIELD_PARK = new WaitStrategy() {
	};

	int SPINS = 5;

	int YIELDS = 40;

	/** How often a thread looks again before it parks. */
	default int rounds() {
		return SPINS + YIELDS;
	}

	@SuppressWarnings("ThreadPriorityCheck") // only the speed depends on who runs next
	default void pause(int round) {
		if (round >= SPINS) {
			Thread.yield();
			return;
		}
		for (int i = 1 << round; i > 0; i--) {
			Thread.onSpinWait();
		}
	}

	/** Waits until it is woken; may return without a reason. */
	default void park(Object blocker) {
		LockSupport.park(blocker);
	}

	/** As {@link #park(Object)}; the limit is there to repair a missed signal. */
	default void park(Object blocker, long maxNanos) {
		LockSupport.parkNanos(blocker, maxNanos);
	}

	default void unpark(@Nullable Thread thread) {
		LockSupport.unpark(thread);
	}

}
