package io.heddle.periodic;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;

import io.heddle.activity.Activity;
import io.heddle.time.Ticker;
import io.heddle.activity.FatalErrorHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Does a task in the minutes that a line of a crontab names, once in each of them at
 * most. Started within such a minute it does so at once. A task that takes longer skips
 * the minutes that pass meanwhile, unless {@link CatchUp#ONE} is set.
 * <p>
 * The line has five fields, of which all must match: minute, hour, day of the month,
 * month, day of the week. A field is {@code *}, a number, a name ({@code JAN},
 * {@code MON}), a range ({@code 1-5}), a list ({@code 1,15}) or any of these with a step.
 * Sunday is 0 and 7. Steps are counted from the beginning of the range, so that
 * {@code *}{@code /2} means the odd days of a month and the even minutes. What follows
 * the fields is a command of the shell, for a crontab that was given no task.
 * <p>
 * The shell is not started unless {@link #setAllowShell} or the property
 * {@value #ALLOW_SHELL} allows it. The output of the command is the result; an exit code
 * other than 0 is a {@link CommandException}. A stop gives a command its time and then
 * kills it with its descendants.
 * <p>
 * Results are kept, the last ten if nothing else is said, until {@link #get()} takes
 * them; {@code null} is none. What a task throws is counted and logged, and the crontab
 * goes on.
 * <p>
 * Thread-safe.
 */
public final class CronTab implements AutoCloseable {

	/** How many results are kept if nothing else is said. */
	public static final int DEFAULT_KEEP = 10;

	/** The property, of the application or of the JVM, that allows the shell. */
	public static final String ALLOW_SHELL = "heddle.cron.allow-shell";

	/** For the end of a command that is killed. */
	private static final Duration PATIENCE = Duration.ofMillis(500);

	private final Ticker ticker;

	private final LateObject object;

	/** What was given instead of a command. */
	private final @Nullable Callable<?> task;

	private final CronJob job;

	private volatile CronLine line;

	/** Where the fields are meant, {@code null} for wherever somebody asks. */
	private volatile @Nullable ZoneId zone;

	private volatile boolean allowShell;

	/** The minute that was asked about last. */
	private volatile @Nullable Instant lastMatch;

	/**
	 * A crontab named {@code crontab-<n>}, not started.
	 * @param task what follows the fields is of no account then
	 * @throws IllegalArgumentException if the line is none; names the field that is wrong
	 */
	public CronTab(String line, Callable<?> task) {
		this(new DefaultCronTabBuilder().line(line).task(task));
	}

	/** The same with a task that has no result. */
	public CronTab(String line, Runnable task) {
		this(new DefaultCronTabBuilder().line(line).task(task));
	}

	/** The same with the command that follows the fields. */
	public CronTab(String line) {
		this(new DefaultCronTabBuilder().line(line));
	}

	CronTab(DefaultCronTabBuilder builder) {
		this.line = builder.parse();
		this.zone = builder.zone();
		this.task = builder.task();
		this.allowShell = builder.isShellAllowed();
		this.job = new CronJob(builder.keep());
		this.ticker = builder.object().clock();
		this.object = new LateObject(builder.object().copy().work((args) -> tick(), new Rule()), builder.isNamed());
		Assert.isTrue(this.task != null || this.line.command() != null,
				() -> "Crontab line '%s' has no command: write one after the five fields, or give it a task"
					.formatted(this.line.text()));
	}

	/**
	 * Begins to build one.
	 * @param name not empty
	 */
	public static CronTabBuilder builder(String name) {
		return new DefaultCronTabBuilder(name);
	}

	public String name() {
		return object().name();
	}

	/**
	 * Gives it a name, unless it has one by its builder or has been used already.
	 * @return whether it has taken the name
	 */
	public boolean suggestName(String name) {
		return this.object.name(name);
	}

	private ThreadedObject object() {
		return this.object.get();
	}

	/** The line as it was written. */
	public String getLine() {
		return this.line.text();
	}

	/** The command of the shell, {@code null} if another task was given. */
	public @Nullable String getCommand() {
		return (this.task == null) ? this.line.command() : null;
	}

	/**
	 * Replaces the line. If it is started it begins anew.
	 * @throws IllegalArgumentException if the line is none; names the field that is wrong
	 */
	public void load(String line) {
		CronLine next = CronLine.parse(line, this.zone);
		Assert.isTrue(this.task != null || next.command() != null,
				() -> "Crontab line '%s' has no command: write one after the five fields".formatted(line));
		this.line = next;
		object().configure((spec) -> spec.cron(next.times()));
		object().restart();
	}

	/** The settings at this moment. */
	public PeriodicSpec spec() {
		return object().spec();
	}

	/**
	 * Changes the settings, except the name and the mode; the times take effect with the
	 * next start.
	 */
	public void configure(UnaryOperator<PeriodicSpec> change) {
		ZoneId before = times().zone();
		object().configure((spec) -> requireCron(change.apply(spec)));
		if (!times().zone().equals(before)) {
			this.zone = times().zone();
		}
	}

	private PeriodicSpec requireCron(PeriodicSpec spec) {
		Assert.isTrue(spec.mode() == PeriodicMode.CRON,
				() -> "'mode' of crontab '%s' must be 'cron' but was '%s': use a ThreadedObject".formatted(spec.name(),
						spec.mode()));
		return spec;
	}

	/** See {@link ThreadedObject#adopt(PeriodicScheduler, FatalErrorHandler)}. */
	public void adopt(PeriodicScheduler scheduler, FatalErrorHandler fatalErrors) {
		object().adopt(scheduler, fatalErrors);
	}

	/** Whether it may start the shell; by default the property of the JVM says so. */
	public void setAllowShell(boolean allowShell) {
		this.allowShell = allowShell;
	}

	public boolean isShellAllowed() {
		return this.allowShell;
	}

	/** How everything that runs is seen: for a registry. */
	public Activity activity() {
		return object().activity();
	}

	/**
	 * Starts it, and does its task at once if the present minute is one of its times and
	 * has not been used. If it is started already it begins anew. Returns at once.
	 * @throws IllegalStateException if it has been closed, or its task is a command and
	 * the shell is not allowed
	 */
	public void start() {
		object().start();
	}

	/** The same as {@link #stop(Duration)} with three seconds. */
	public boolean stop() {
		return stop(ThreadedObject.DEFAULT_STOP_LIMIT);
	}

	/**
	 * Stops it until it is started again. A task that goes on is waited for; a command
	 * that goes on after that is killed, anything else is not interrupted. Harmless if it
	 * is stopped. <b>Blocks</b>, except in its own task.
	 * @param limit the longest wait; 0 not to wait
	 * @return whether nothing goes on any more
	 */
	public boolean stop(Duration limit) {
		if (object().stop(limit)) {
			return true;
		}
		if (this.task != null) {
			return false;
		}
		object().interrupt();
		return object().stop(PATIENCE);
	}

	/** Stops it for ever, and interrupts what goes on. Waits three seconds at most. */
	@Override
	public void close() {
		close(ThreadedObject.DEFAULT_STOP_LIMIT);
	}

	/**
	 * The same with another limit.
	 * @return whether nothing goes on any more
	 */
	public boolean close(Duration limit) {
		return object().kill(limit);
	}

	/** Whether it is started. */
	public boolean isAlive() {
		return object().state() == PeriodicState.STARTED;
	}

	private CronTimes times() {
		CronTimes times = spec().cron();
		return (times != null) ? times : this.line.times();
	}

	/**
	 * Whether the minute of that moment is one of its times: in the zone of the crontab
	 * if it was given one, else in that of the moment. Has no effect on its runs; what it
	 * remembers is for {@link #changed}.
	 */
	public boolean match(ZonedDateTime at) {
		this.lastMatch = CronJob.minuteOf(at);
		return isIn(at);
	}

	private boolean isIn(ZonedDateTime at) {
		ZoneId own = this.zone;
		return times().isIn((own != null) ? at.withZoneSameInstant(own) : at);
	}

	/**
	 * Whether that moment lies in another minute than the one that {@link #match} was
	 * asked about last. So who drives it himself does the task once a minute:
	 * {@code if (cron.changed(now) && cron.match(now)) cron.doTask()}.
	 */
	public boolean changed(ZonedDateTime at) {
		return !CronJob.minuteOf(at).equals(this.lastMatch);
	}

	/** The minute that {@link #match} was asked about last, {@code null} before. */
	public @Nullable Instant getLastMatch() {
		return this.lastMatch;
	}

	/**
	 * Does its task now, in this thread, whatever the time is, and keeps the result.
	 * @return the result
	 * @throws Exception what the task throws; it is not counted
	 */
	public @Nullable Object doTask() throws Exception {
		return this.job.run(present());
	}

	/** Does another task instead. */
	public @Nullable Object doTask(Callable<?> other) throws Exception {
		return this.job.run(other);
	}

	/** Does another task instead, which has no result. */
	public void doTask(Runnable other) {
		other.run();
	}

	private Callable<?> present() {
		if (this.task != null) {
			return this.task;
		}
		requireShell();
		return new ShellCommand(name(), String.valueOf(this.line.command()));
	}

	private void requireShell() {
		Assert.state(this.task != null || this.allowShell,
				() -> "Crontab '%s' runs the command '%s', which is not allowed: set '%s' to true, or give it a task"
					.formatted(name(), this.line.command(), ALLOW_SHELL));
	}

	private void tick() throws Exception {
		ZonedDateTime now = ZonedDateTime.ofInstant(this.ticker.now(), times().zone());
		boolean tooLate = spec().catchUp() == CatchUp.NONE && !isIn(now);
		if (!tooLate && this.job.serve(now)) {
			doTask();
		}
	}

	/** Takes the oldest result that is kept. */
	public Optional<Object> get() {
		return this.job.poll();
	}

	/** How many times the task has failed since the last start. */
	public long getErrors() {
		return object().getErrors();
	}

	/** What was thrown last, {@code null} if nothing was. */
	public @Nullable Throwable getLastError() {
		return object().getLastError();
	}

	/** When the task is due next, {@code null} if it is not. */
	public @Nullable Instant getNext() {
		return object().getNext();
	}

	@Override
	public String toString() {
		return "Crontab '%s' '%s' %s".formatted(name(), getLine(), object().state());
	}

	private final class Rule implements StartRule {

		@Override
		public void requireStartable() {
			requireShell();
		}

		@Override
		public boolean isDueAtStart(Instant now) {
			ZonedDateTime at = now.atZone(times().zone());
			return isIn(at) && !CronTab.this.job.isServed(at);
		}

	}

}
