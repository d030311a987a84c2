package io.heddle.pipeline;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What the threads of a stage look at before each item: whether anything is asked of
 * them. Almost always nothing is, so that an opaque read of one word, which stays in the
 * cache, answers all questions at once.
 */
final class Control {

	/** Wait until the pause is over. */
	static final int PAUSE = 1;

	/** Some thread is surplus: look whether it is you. */
	static final int RETIRE = 2;

	/** Produce nothing more (frontends). */
	static final int STOP = 4;

	/** End now and leave what is left. */
	static final int CANCEL = 8;

	private static final VarHandle FLAGS;

	static {
		try {
			FLAGS = MethodHandles.lookup().findVarHandle(Control.class, "flags", int.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	int flags;

	/** Whether anything is asked; may lag behind for the time a store needs. */
	boolean isQuiet() {
		return (int) FLAGS.getOpaque(this) == 0;
	}

	boolean has(int flag) {
		return ((int) FLAGS.getVolatile(this) & flag) != 0;
	}

	void set(int flag) {
		FLAGS.getAndBitwiseOr(this, flag);
	}

	void clear(int flag) {
		FLAGS.getAndBitwiseAnd(this, ~flag);
	}

}
