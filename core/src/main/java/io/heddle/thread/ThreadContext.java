package io.heddle.thread;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What travels from who asks for a thread into that thread. Nothing of it is left there
 * afterwards, as far as the decorators see to that.
 *
 * @param logging whether the logging context (MDC) travels
 * @param decorators wrap what a thread does, in the thread of who asks for it; the first
 * one is the outermost
 */
public record ThreadContext(boolean logging, List<UnaryOperator<Runnable>> decorators) {

	/** The logging context and nothing else. */
	public static final ThreadContext LOGGING = new ThreadContext(true, List.of());

	public ThreadContext {
		decorators = List.copyOf(decorators);
	}

	public ThreadContext logging(boolean logging) {
		return new ThreadContext(logging, this.decorators);
	}

	/** With another decorator inside the others. */
	public ThreadContext decorator(UnaryOperator<Runnable> decorator) {
		return new ThreadContext(this.logging, List.of(decorator)).within(this);
	}

	/**
	 * This one inside another one: the logging context travels if both say so, and the
	 * decorators of the other one go around these.
	 */
	public ThreadContext within(ThreadContext outer) {
		List<UnaryOperator<Runnable>> all = new ArrayList<>(outer.decorators);
		all.addAll(this.decorators);
		return new ThreadContext(outer.logging && this.logging, all);
	}

	/**
	 * The same source of threads, each of which has this context of who asks for it. A
	 * decorator must run what it wraps once, in the thread.
	 */
	public ThreadSource around(ThreadSource source) {
		return new ContextThreadSource(source, this);
	}

	/**
	 * Work that is to run once, in another thread, with this context of the present one.
	 * @param what the work in words, for messages
	 * @param refused is told there what has kept it from the work
	 */
	public Runnable carry(String what, Runnable work, Consumer<? super Throwable> refused) {
		return new ContextBody(what, work, refused, this);
	}

	/** Wraps work in the decorators, in the present thread. */
	public Runnable decorate(Runnable work) {
		Runnable decorated = work;
		for (int i = this.decorators.size() - 1; i >= 0; i--) {
			decorated = Objects.requireNonNull(this.decorators.get(i).apply(decorated),
					"A decorator has returned null");
		}
		return decorated;
	}

}
