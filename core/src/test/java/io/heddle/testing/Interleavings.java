package io.heddle.testing;

import java.util.ArrayList;
import java.util.Formatter;
import java.util.List;

import org.jetbrains.lincheck.Lincheck;

/**
 * Tries many interleavings of a few threads, one after the other, and reports the one
 * that fails or in which all threads wait. What runs in it uses no AssertJ, which
 * Lincheck does not understand.
 */
public final class Interleavings {

	/** How many; more find more. */
	private static final int COUNT = Integer.getInteger("heddle.interleavings", 40);

	static {
		// loads classes that are not to be interleaved
		try (Formatter text = new Formatter()) {
			text.format("%,d %s", COUNT, true);
		}
	}

	private Interleavings() {
	}

	public static void check(Play play) {
		Lincheck.runConcurrentTest(COUNT, () -> {
			try {
				play.run();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		});
	}

	/** Runs each in a thread, the last one in this, and throws what they throw. */
	public static void together(Play... plays) throws Exception {
		Throwable[] failures = new Throwable[plays.length];
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < plays.length - 1; i++) {
			int index = i;
			Thread thread = new Thread(() -> run(plays, index, failures));
			threads.add(thread);
			thread.start();
		}
		run(plays, plays.length - 1, failures);
		for (Thread thread : threads) {
			thread.join();
		}
		for (Throwable failure : failures) {
			if (failure != null) {
				throw new IllegalStateException(failure);
			}
		}
	}

	private static void run(Play[] plays, int index, Throwable[] failures) {
		try {
			plays[index].run();
		}
		catch (Throwable ex) {
			failures[index] = ex;
		}
	}

	public static void require(boolean condition, String message) {
		if (!condition) {
			throw new IllegalStateException(message);
		}
	}

	/** What a thread does. */
	@FunctionalInterface
	public interface Play {

		void run() throws Exception;

	}

}
