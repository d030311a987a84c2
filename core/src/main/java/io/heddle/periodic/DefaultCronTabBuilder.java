package io.heddle.periodic;

import java.time.ZoneId;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The parts as they are collected.
 */
final class DefaultCronTabBuilder implements CronTabBuilder {

	/** For the names of those that are given none. */
	private static final AtomicLong unnamed = new AtomicLong();

	private final DefaultThreadedObjectBuilder object;

	private final boolean named;

	private String line = "";

	private @Nullable Callable<?> task;

	private @Nullable ZoneId zone;

	private int keep = CronTab.DEFAULT_KEEP;

	private boolean allowShell = Boolean.getBoolean(CronTab.ALLOW_SHELL);

	DefaultCronTabBuilder() {
		this("crontab-" + unnamed.incrementAndGet(), false);
	}

	DefaultCronTabBuilder(String name) {
		this(name, true);
	}

	private DefaultCronTabBuilder(String name, boolean named) {
		this.object = new DefaultThreadedObjectBuilder(name);
		this.named = named;
	}

	@Override
	public DefaultCronTabBuilder line(String line) {
		this.line = line;
		return this;
	}

	@Override
	public DefaultCronTabBuilder task(Callable<?> task) {
		this.task = task;
		return this;
	}

	@Override
	public DefaultCronTabBuilder task(Runnable task) {
		return task(new WithoutResult(task));
	}

	@Override
	public DefaultCronTabBuilder zone(ZoneId zone) {
		this.zone = zone;
		return this;
	}

	@Override
	public DefaultCronTabBuilder keep(int keep) {
		Assert.isTrue(keep >= 1, () -> "'keep' of a crontab must be 1 or more but was %d".formatted(keep));
		this.keep = keep;
		return this;
	}

	@Override
	public DefaultCronTabBuilder spec(UnaryOperator<PeriodicSpec> change) {
		this.object.spec(change);
		return this;
	}

	@Override
	public DefaultCronTabBuilder scheduler(PeriodicScheduler scheduler) {
		this.object.scheduler(scheduler);
		return this;
	}

	@Override
	public DefaultCronTabBuilder fatalErrors(FatalErrorHandler fatalErrors) {
		this.object.fatalErrors(fatalErrors);
		return this;
	}

	@Override
	public DefaultCronTabBuilder ticker(Ticker ticker) {
		this.object.ticker(ticker);
		return this;
	}

	@Override
	public DefaultCronTabBuilder allowShell(boolean allowShell) {
		this.allowShell = allowShell;
		return this;
	}

	@Override
	public DefaultCronTabBuilder autoStart(boolean autoStart) {
		return spec((spec) -> spec.autoStart(autoStart));
	}

	@Override
	public CronTab build() {
		return new CronTab(this);
	}

	/** The line, whose times enter the settings. */
	CronLine parse() {
		CronLine parsed = CronLine.parse(this.line, this.zone);
		this.object.spec((spec) -> spec.cron(parsed.times()));
		return parsed;
	}

	DefaultThreadedObjectBuilder object() {
		return this.object;
	}

	boolean isNamed() {
		return this.named;
	}

	@Nullable Callable<?> task() {
		return this.task;
	}

	@Nullable ZoneId zone() {
		return this.zone;
	}

	int keep() {
		return this.keep;
	}

	boolean isShellAllowed() {
		return this.allowShell;
	}

	/** A task that has no result. */
	private record WithoutResult(Runnable task) implements Callable<@Nullable Object> {

		@Override
		public @Nullable Object call() {
			this.task.run();
			return null;
		}

	}

}
