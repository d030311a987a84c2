package io.heddle.enrich;

import org.jspecify.annotations.Nullable;

/**
 * The threads that wait for a run: the one that has called {@code enrich} and, if that is
 * a worker of another run, the callers of that.
 *
 * @param thread the one that has called it
 * @param above those that wait for that thread
 */
record Callers(Thread thread, @Nullable Callers above) {

	private static final ThreadLocal<Callers> ABOVE = new ThreadLocal<>();

	/** Those of a run that the current thread begins. */
	static Callers ofCurrent() {
		return new Callers(Thread.currentThread(), ABOVE.get());
	}

	/** The current thread works for them. */
	void enter() {
		ABOVE.set(this);
	}

	/** The current thread works for nobody. */
	static void leave() {
		ABOVE.remove();
	}

	boolean include(Thread other) {
		for (Callers callers = this; callers != null; callers = callers.above) {
			if (callers.thread == other) {
				return true;
			}
		}
		return false;
	}

}
