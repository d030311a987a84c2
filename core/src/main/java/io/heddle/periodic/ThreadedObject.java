package io.heddle.periodic;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.heddle.activity.Activity;
import io.heddle.activity.FatalErrorHandler;
import io.heddle.periodic.PeriodicWork.Target;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Executes a target again and again: at once when it is started, and then every period.
 * <p>
 * The time that the target takes is compensated: the next iteration is planned one period
 * after the actual beginning of the last one. Lateness is never caught up by a burst; it
 * is counted, see {@link #getAccDelay()}. A target that takes longer than the period is
 * called again after {@code minWait}. Other ways to count are there:
 * {@link PeriodicMode}. Iterations do not overlap unless {@code threads} allows it. None
 * begins after a stop has returned.
 * <p>
 * Nothing that the target or a hook throws ends it, an {@link Error} neither: it is
 * counted, kept as the last error, and logged, the first ten with their stack traces.
 * <p>
 * It has no thread unless an iteration goes on: objects share those of a
 * {@link PeriodicScheduler}. {@link #stop()} is a pause; {@link #kill()} is for ever.
 * <p>
 * Thread-safe. All methods may be called in the target and the hooks, too; there they do
 * not wait.
 */
public final class ThreadedObject implements AutoCloseable {

	/** The word of this room. */
	public static final String ROOM = "periodic";

	/** How long {@link #stop()} and {@link #kill()} wait. */
	public static final Duration DEFAULT_STOP_LIMIT = Duration.ofSeconds(3);

	private final PeriodicWork work;

	private final PeriodicActivity activity;

	private final PeriodicLifecycle lifecycle;

	ThreadedObject(PeriodicSpec spec, PeriodicWork work, Timers timers) {
		this.work = work;
		this.activity = new PeriodicActivity(this, work, spec.name());
		this.lifecycle = new PeriodicLifecycle(spec, work, timers, this.activity.listeners());
		Instances.add(this);
	}

	/**
	 * Begins to build one.
	 * @param name not empty
	 */
	public static Builder builder(String name) {
		return new DefaultThreadedObjectBuilder(name);
	}

	/** All that have not been killed and that somebody still holds. */
	public static List<ThreadedObject> instances() {
		return Instances.list();
	}

	/** Stops all {@link #instances()}, and waits for them. */
	public static void stopAll() {
		List<ThreadedObject> all = instances();
		all.forEach((object) -> object.stop(Duration.ZERO));
		all.forEach(ThreadedObject::stop);
	}

	/** Kills all {@link #instances()}, and waits for them. */
	public static void killAll() {
		List<ThreadedObject> all = instances();
		all.forEach((object) -> object.kill(Duration.ZERO));
		all.forEach(ThreadedObject::kill);
	}

	public String name() {
		return spec().name();
	}

	/** The settings at this moment. */
	public PeriodicSpec spec() {
		return this.lifecycle.spec();
	}

	/**
	 * Changes the settings, except the name. Another period, least wait, number of
	 * threads and way to overlap take effect at once, the others with the next start.
	 * @param change is called again if the settings are changed meanwhile
	 */
	public void configure(UnaryOperator<PeriodicSpec> change) {
		this.lifecycle.configure(change);
	}

	/**
	 * Takes what an application has for objects of which nothing else was said: a
	 * scheduler that was given when the object was built stays, and so does somebody who
	 * hears of errors. For the time before the first start.
	 * @param scheduler whose threads it uses, unless it has threads of its own
	 * @param fatalErrors hears of errors of the JVM that the target or a hook has thrown
	 */
	public void adopt(PeriodicScheduler scheduler, FatalErrorHandler fatalErrors) {
		this.lifecycle.scheduler(scheduler);
		this.work.fatalErrors(fatalErrors);
	}

	/** How everything that runs is seen: for a registry. */
	public Activity activity() {
		return this.activity;
	}

	/**
	 * Starts it: the counts begin anew, and the first iteration begins at once. If it is
	 * started already it begins anew, as soon as what goes on has ended. Returns at once.
	 * @throws IllegalStateException if it has been killed
	 */
	public void start() {
		this.lifecycle.start();
	}

	/** Begins anew if it is started, so that all settings take effect. */
	void restart() {
		this.lifecycle.restart();
	}

	/** The same as {@link #stop(Duration)} with three seconds. */
	public boolean stop() {
		return stop(DEFAULT_STOP_LIMIT);
	}

	/**
	 * Stops it until it is started again. No iteration begins any more; one that goes on
	 * is waited for, and not interrupted. Harmless if it is stopped. <b>Blocks</b>,
	 * except in its own target and hooks.
	 * @param limit the longest wait; 0 not to wait
	 * @return whether nothing goes on any more
	 */
	public boolean stop(Duration limit) {
		return this.lifecycle.stop(limit);
	}

	/**
	 * Stops it for ever, and interrupts what goes on, except a stop hook in a thread that
	 * has called {@link #stop()}. Waits three seconds at most.
	 * @return whether nothing goes on any more
	 */
	public boolean kill() {
		return kill(DEFAULT_STOP_LIMIT);
	}

	/**
	 * The same with another limit.
	 * @param limit the longest wait; 0 not to wait
	 */
	public boolean kill(Duration limit) {
		Instances.remove(this);
		return this.lifecycle.kill(limit);
	}

	/** Kills it. */
	@Override
	public void close() {
		kill();
	}

	/** Whether it has not been killed. */
	public boolean isAlive() {
		return state().isAlive();
	}

	/** When it was started, {@code null} while it is not. */
	public @Nullable Instant getStarted() {
		return stats().started();
	}

	public Duration getPeriod() {
		return spec().period();
	}

	/**
	 * Changes the time between iterations, also of the one that is waited for.
	 * @throws IllegalArgumentException if it is not more than 0
	 */
	public void setPeriod(Duration period) {
		configure((present) -> present.period(period));
	}

	/**
	 * Replaces what is called, from the next iteration on.
	 * @param target {@code null} to call nothing and only count
	 */
	public void setTarget(@Nullable Runnable target) {
		this.work.target((target != null) ? new Target((args) -> target.run(), null) : Target.NONE);
	}

	/**
	 * Executes the target at those times instead of every period, once for each, and goes
	 * on with the period after the last one. Replaces what was given before. Times that
	 * have passed are dropped, and equal ones are one.
	 */
	public void setQueue(Collection<Instant> times) {
		this.lifecycle.times(List.copyOf(times));
	}

	/**
	 * Has an iteration begin at once, or as soon as one that goes on has ended. The next
	 * one comes a period later.
	 * @throws IllegalStateException if it is not started
	 */
	public void runNow() {
		Assert.state(state() == PeriodicState.STARTED,
				() -> "Periodic object '%s' is not started: start it instead".formatted(name()));
		this.lifecycle.run().runNow();
	}

	/**
	 * How many iterations came after the first one: 0 during the first, -1 before it.
	 */
	public long getCount() {
		return stats().count();
	}

	/** How many times the target or a hook has failed. */
	public long getErrors() {
		return stats().errors();
	}

	/** What was thrown last, {@code null} if nothing was. */
	public @Nullable Throwable getLastError() {
		return stats().lastError();
	}

	/** How late the last iteration began. */
	public Duration getDelay() {
		return stats().delay();
	}

	/** How late all iterations began, added up. */
	public Duration getAccDelay() {
		return stats().accDelay();
	}

	/** How late an iteration began on the average. */
	public Duration getAvgDelay() {
		return stats().avgDelay();
	}

	/** The share of the period that the last iteration took; 1 before the first. */
	public double getUsage() {
		return stats().usage();
	}

	/** When the next iteration is planned, {@code null} if none is. */
	public @Nullable Instant getNext() {
		return stats().next();
	}

	/** When the last iteration began, {@code null} before the first. */
	public @Nullable Instant getLast() {
		return stats().last();
	}

	public int getThreads() {
		return spec().threads();
	}

	/** All numbers of the present or last run, of one moment. */
	public PeriodicStats stats() {
		return this.lifecycle.run().stats();
	}

	PeriodicState state() {
		return this.lifecycle.state();
	}

	PeriodicSnapshot snapshot() {
		return PeriodicSnapshot.of(state(), this.lifecycle.since(), spec(), stats(), this.lifecycle.run().failingFor());
	}

	double secondsSinceSuccess() {
		PeriodicRun run = this.lifecycle.run();
		return (run.stats().lastSuccess() != null) ? run.failingFor().toNanos() / 1e9 : Double.NaN;
	}

	void interrupt() {
		this.lifecycle.interrupt();
	}

	List<String> threadsInTarget() {
		return this.lifecycle.threads();
	}

	@Override
	public String toString() {
		return "Periodic object '%s' %s".formatted(name(), state());
	}

	/**
	 * Collects the parts of a {@link ThreadedObject}. Not thread-safe.
	 */
	public interface Builder {

		/**
		 * What is executed; nothing if it is not set, and then iterations are counted.
		 */
		Builder target(Runnable target);

		/** What is executed with what the hooks hand to it. */
		Builder target(Consumer<? super Args> target);

		/** What is executed in as many parts as there are threads, all at each tick. */
		Builder splitTarget(SplitTarget target);

		/** The time between iterations; a second by default. */
		Builder period(Duration period);

		/**
		 * The least time between the end of an iteration and the beginning of the next;
		 * 10 microseconds by default.
		 */
		Builder minWait(Duration minWait);

		/**
		 * How many iterations may go on at the same time, or into how many parts one is
		 * split; 1 by default.
		 */
		Builder threads(int threads);

		/** How many iterations do not call the target; none by default. */
		Builder first(long first);

		/** From where the period is counted. */
		Builder mode(PeriodicMode mode);

		/**
		 * The times instead of a period: six fields as in Spring, or five as in a
		 * crontab.
		 * @param zone {@code null} for that of the JVM
		 */
		Builder cron(String expression, @Nullable ZoneId zone);

		/** What becomes of times that were missed. */
		Builder catchUp(CatchUp catchUp);

		/** What becomes of a tick for which no thread is allowed. */
		Builder overlap(Overlap overlap);

		/** Whether it has threads of its own, and how many by {@link #threads}. */
		Builder dedicatedThread(boolean dedicated);

		/** Called before the first iteration with its time; gives its arguments. */
		Builder startHook(Function<Instant, Args> hook);

		/** Called before each other iteration with its time; gives its arguments. */
		Builder loopHook(Function<Instant, Args> hook);

		/** Called after each iteration, before the wait for the next one. */
		Builder waitHook(Runnable hook);

		/** Called when a run has ended, before {@link ThreadedObject#stop()} returns. */
		Builder stopHook(Runnable hook);

		/** Replaces all settings except the name. */
		Builder spec(UnaryOperator<PeriodicSpec> change);

		/** Whose threads it uses; by default {@link PeriodicScheduler#shared()}. */
		Builder scheduler(PeriodicScheduler scheduler);

		/** Hears of errors of the JVM that the target has thrown. */
		Builder fatalErrors(FatalErrorHandler fatalErrors);

		/** The clock, for tests; with it the object has threads of its own. */
		Builder ticker(Ticker ticker);

		/**
		 * Whether it is started as soon as it is built. If this is not set, it is not,
		 * and one that is a bean is started with its application.
		 */
		Builder start(boolean start);

		/** Builds it. */
		ThreadedObject build();

	}

}
