package io.heddle.periodic;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.support.CronExpression;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Times by a cron expression: six fields as in Spring, or five, which are those of a
 * crontab and begin with the minute. Day of the month and day of the week must both
 * match. A time that the clock on the wall shows twice when summer ends comes twice, and
 * one that it leaves out does not come.
 *
 * @param text the expression as it was written
 * @param expression the same, parsed
 * @param zone where its times are meant
 */
public record CronTimes(String text, CronExpression expression, ZoneId zone) {

	private static final List<String> FIELDS = List.of("second", "minute", "hour", "day of the month", "month",
			"day of the week");

	/**
	 * Parses an expression.
	 * @param zone {@code null} for that of the JVM
	 * @throws IllegalArgumentException if it is none; names the field that is wrong
	 */
	public static CronTimes parse(String text, @Nullable ZoneId zone) {
		List<String> fields = List.of(StringUtils.tokenizeToStringArray(text, " \t"));
		boolean macro = text.trim().startsWith("@");
		Assert.isTrue(macro || fields.size() == FIELDS.size() || fields.size() == FIELDS.size() - 1,
				() -> "Cron expression '%s' must have 5 or 6 fields but has %d".formatted(text, fields.size()));
		String full = (fields.size() == FIELDS.size() - 1) ? "0 " + text : text;
		try {
			return new CronTimes(text, CronExpression.parse(full), (zone != null) ? zone : ZoneId.systemDefault());
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(
					"Cron expression '%s' has %s: %s".formatted(text, findWrong(fields), ex.getMessage()), ex);
		}
	}

	/** The first field that is wrong by itself. */
	private static String findWrong(List<String> fields) {
		int skipped = FIELDS.size() - fields.size();
		for (int i = 0; i < fields.size() && skipped <= 1; i++) {
			String field = fields.get(i);
			if (!isRight(i + skipped, field)) {
				return "the wrong %s '%s'".formatted(FIELDS.get(i + skipped), field);
			}
		}
		return "a mistake";
	}

	private static boolean isRight(int index, String field) {
		String alone = "* ".repeat(index) + field + " *".repeat(FIELDS.size() - 1 - index);
		return CronExpression.isValidExpression(alone);
	}

	/** The first time after that moment, {@code null} if there is none. */
	@Nullable Instant next(Instant after) {
		ZonedDateTime next = this.expression.next(after.atZone(this.zone));
		return (next != null) ? next.toInstant() : null;
	}

	/** Whether the minute of that moment, in its own zone, is one of the times. */
	boolean isIn(ZonedDateTime minute) {
		ZonedDateTime begin = minute.truncatedTo(ChronoUnit.MINUTES);
		return begin.equals(this.expression.next(begin.minusNanos(1)));
	}

	@Override
	public String toString() {
		return this.text;
	}

}
