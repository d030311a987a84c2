package io.heddle.autoconfigure.diagnostics;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

import io.heddle.activity.NearName;
import io.heddle.periodic.PeriodicMode;

/**
 * Mistakes about periodic objects, crontabs and the entries under
 * {@code heddle.periodic}.
 */
public final class PeriodicMistakes {

	private PeriodicMistakes() {
	}

	/** Two objects have the same name. */
	public static StartupMistakeException sameName(String name) {
		return new StartupMistakeException("Two periodic objects or crontabs are named '%s'.".formatted(name),
				"Pass another name to the builder of one of them, or set @Periodic(name = ..).");
	}

	/** An entry is the name of nothing. */
	public static StartupMistakeException tunesNothing(String name, Collection<String> names) {
		return new StartupMistakeException(
				"'heddle.periodic.%s' is set, but there is no ThreadedObject, CronTab or @Periodic method of that name."
					.formatted(name),
				"%sThe names are %s: rename or remove the entry.".formatted(NearName.ask(name, names), sorted(names)));
	}

	/** An environment variable sets something of an object that there is not. */
	public static StartupMistakeException onlyInVariable(String name, Collection<String> names) {
		return new StartupMistakeException(
				"An environment variable sets something of periodic object '%s', but there is none of that name."
					.formatted(name),
				("%sThe names are %s: correct the variable, or unset it. A name has no underscore in a variable: "
						+ "HEDDLE_PERIODIC_NIGHTLYREPORT_… is for 'nightly-report'.")
					.formatted(NearName.ask(name, names), sorted(names)));
	}

	/** There are two answers to the question when. */
	public static StartupMistakeException periodAndCron(String period, String cron) {
		return new StartupMistakeException("'%s' and '%s' are both set.".formatted(period, cron),
				"Remove one of them.");
	}

	/** A cron expression has a mode of its own. */
	public static StartupMistakeException modeAndCron(String property, PeriodicMode mode, String cron) {
		return new StartupMistakeException("'%s' is '%s', but '%s' is set, too.".formatted(property, text(mode), cron),
				"Remove one of them.");
	}

	/** A mode needs another setting. */
	public static StartupMistakeException missing(String property, PeriodicMode mode, String needed) {
		return new StartupMistakeException("'%s' is '%s', but '%s' is not set.".formatted(property, text(mode), needed),
				"Set '%s', or remove '%s'.".formatted(needed, property));
	}

	/** Only a cron expression has a zone. */
	public static StartupMistakeException zoneWithoutCron(String property, String cron) {
		return new StartupMistakeException("'%s' is set, but there is no cron expression.".formatted(property),
				"Set '%s', or remove '%s'.".formatted(cron, property));
	}

	/** A cron expression cannot be read. */
	public static StartupMistakeException wrongCron(String property, IllegalArgumentException cause) {
		return new StartupMistakeException("'%s' is wrong: %s.".formatted(property, cause.getMessage()),
				"Write six fields as for @Scheduled, or five as in a crontab.", cause);
	}

	/** A crontab has no period. */
	public static StartupMistakeException periodOfCrontab(String property, String crontab, String cron) {
		return new StartupMistakeException(
				"'%s' is set, but '%s' is a CronTab, which goes by the clock.".formatted(property, crontab),
				"Set '%s' instead, or declare a ThreadedObject.".formatted(cron));
	}

	/** A crontab may not start the shell. */
	public static StartupMistakeException shellNotAllowed(String crontab, String command, String property) {
		return new StartupMistakeException(
				"Crontab '%s' runs the shell command '%s', which is not allowed.".formatted(crontab, command),
				"Set '%s' to true, or give the crontab a task in Java.".formatted(property));
	}

	private static String text(PeriodicMode mode) {
		return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	private static List<String> sorted(Collection<String> names) {
		return names.stream().sorted().toList();
	}

}
