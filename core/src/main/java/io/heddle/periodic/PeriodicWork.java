package io.heddle.periodic;

import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

import io.heddle.activity.FailureLog;
import io.heddle.activity.FatalErrorHandler;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * What an object does: its target and its hooks, and what has come of them since it was
 * built. All of it is code of the user. Thread-safe.
 */
final class PeriodicWork {

	private final String name;

	private final Hooks hooks;

	private final FailureLog log;

	/** Chosen by who has built the object, if it was. */
	private final @Nullable FatalErrorHandler chosen;

	/** Used else. */
	private volatile FatalErrorHandler fallback = FatalErrorHandler.logging();

	private final LongAdder succeeded = new LongAdder();

	private final LongAdder failed = new LongAdder();

	private final LongAdder skipped = new LongAdder();

	private final LongAdder overrun = new LongAdder();

	private final LongAdder runNanos = new LongAdder();

	private final LongAdder lateNanos = new LongAdder();

	private volatile Target target;

	PeriodicWork(String name, Target target, Hooks hooks, @Nullable FatalErrorHandler fatalErrors, Ticker ticker) {
		this.name = name;
		this.target = target;
		this.hooks = hooks;
		this.chosen = fatalErrors;
		this.log = new FailureLog(LoggerFactory.getLogger(ThreadedObject.class), ticker);
	}

	String name() {
		return this.name;
	}

	Target target() {
		return this.target;
	}

	void target(Target target) {
		this.target = target;
	}

	/** What the hook hands to the target. */
	Args args(boolean first, Instant at) {
		Function<Instant, Args> hook = first ? this.hooks.start() : this.hooks.loop();
		return Objects.requireNonNull(hook.apply(at), () -> "The %s hook of periodic object '%s' has returned null"
			.formatted(first ? "start" : "loop", this.name));
	}

	void fatalErrors(FatalErrorHandler handler) {
		this.fallback = handler;
	}

	StartRule rule() {
		return this.hooks.rule();
	}

	/** Whether nothing is called when a run has ended. */
	boolean stopsSilently() {
		return this.hooks.stop() == Hooks.NOTHING;
	}

	void beforeWait() {
		this.hooks.beforeWait().run();
	}

	void stopped() {
		this.hooks.stop().run();
	}

	void report(String what, Throwable failure) {
		this.log.log("%s of periodic object '%s'".formatted(what, this.name), failure);
		FatalErrorHandler handler = (this.chosen != null) ? this.chosen : this.fallback;
		handler.handleIfFatal(failure, "Periodic object '%s'".formatted(this.name));
	}

	void count(boolean success, long nanos, long late, boolean over) {
		(success ? this.succeeded : this.failed).increment();
		this.runNanos.add(nanos);
		this.lateNanos.add(Math.max(0, late));
		if (over) {
			this.overrun.increment();
		}
	}

	void countSkipped(long more) {
		this.skipped.add(more);
	}

	long succeeded() {
		return this.succeeded.sum();
	}

	long failed() {
		return this.failed.sum();
	}

	long skipped() {
		return this.skipped.sum();
	}

	long overrun() {
		return this.overrun.sum();
	}

	long runNanos() {
		return this.runNanos.sum();
	}

	long lateNanos() {
		return this.lateNanos.sum();
	}

	/**
	 * What is called: a whole, or parts.
	 *
	 * @param whole takes the arguments, {@code null} if nothing is called
	 * @param parts is called in as many parts as there are threads
	 */
	record Target(@Nullable Call whole, @Nullable SplitTarget parts) {

		static final Target NONE = new Target(null, null);

		boolean isSplit() {
			return this.parts != null;
		}

		void run(Args args, int index, int count) throws Exception {
			if (this.parts != null) {
				this.parts.run(index, count);
			}
			else if (this.whole != null) {
				this.whole.run(args);
			}
		}

	}

	/** A whole target. */
	@FunctionalInterface
	interface Call {

		void run(Args args) throws Exception;

	}

	/**
	 * What is called around it.
	 *
	 * @param start gives the arguments of the first iteration
	 * @param loop gives those of the others
	 * @param beforeWait is called before each wait for the next iteration
	 * @param stop is called when a run has ended
	 * @param rule is asked before a run begins
	 */
	record Hooks(Function<Instant, Args> start, Function<Instant, Args> loop, Runnable beforeWait, Runnable stop,
			StartRule rule) {

		/** A hook that does nothing. */
		static final Runnable NOTHING = () -> {
		};

		static final Hooks NONE = new Hooks((at) -> Args.none(), (at) -> Args.none(), NOTHING, NOTHING, StartRule.NONE);

	}

}
