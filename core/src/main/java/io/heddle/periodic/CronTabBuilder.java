package io.heddle.periodic;

import java.time.ZoneId;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.time.Ticker;

/**
 * Collects the parts of a {@link CronTab}. Not thread-safe.
 */
public interface CronTabBuilder {

	/** The fields, and the command if no task is given. */
	CronTabBuilder line(String line);

	CronTabBuilder task(Callable<?> task);

	CronTabBuilder task(Runnable task);

	/** Where the fields are meant; where the JVM is by default. */
	CronTabBuilder zone(ZoneId zone);

	/** How many results are kept; 10 by default. */
	CronTabBuilder keep(int keep);

	/** Replaces settings other than the name, the mode and the times. */
	CronTabBuilder spec(UnaryOperator<PeriodicSpec> change);

	/** Whose threads it uses; by default {@link PeriodicScheduler#shared()}. */
	CronTabBuilder scheduler(PeriodicScheduler scheduler);

	/** Hears of errors of the JVM that the task has thrown. */
	CronTabBuilder fatalErrors(FatalErrorHandler fatalErrors);

	/** The clock, for tests; with it the crontab has threads of its own. */
	CronTabBuilder ticker(Ticker ticker);

	/** Whether it may start the shell. */
	CronTabBuilder allowShell(boolean allowShell);

	/**
	 * Whether one that is a bean is started with its application; it is by default.
	 */
	CronTabBuilder autoStart(boolean autoStart);

	/**
	 * Builds it; it is not started.
	 * @throws IllegalArgumentException if the line is missing or is none
	 */
	CronTab build();

}
