package io.heddle.periodic;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.support.CronExpression;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Times by a cron expression: six fields as in Spring, or five, which are those of a
 * crontab and begin with the minute. Day of the month and day of the week must both
 * match.
 *
 * @param text the expression as it was written
 * @param expression the same, parsed
 * @param zone where its times are meant
 */
public record CronTimes(String text, CronExpression expression, ZoneId zone) {

	private static final int FIELDS = 6;

	/**
	 * Parses an expression.
	 * @param zone {@code null} for that of the JVM
	 * @throws IllegalArgumentException if it is none
	 */
	public static CronTimes parse(String text, @Nullable ZoneId zone) {
		boolean macro = text.trim().startsWith("@");
		int fields = StringUtils.tokenizeToStringArray(text, " \t").length;
		Assert.isTrue(macro || fields == FIELDS || fields == FIELDS - 1,
				() -> "Cron expression '%s' must have 5 or 6 fields but has %d".formatted(text, fields));
		String full = (fields == FIELDS - 1) ? "0 " + text : text;
		return new CronTimes(text, CronExpression.parse(full), (zone != null) ? zone : ZoneId.systemDefault());
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
