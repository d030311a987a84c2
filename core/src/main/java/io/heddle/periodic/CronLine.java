package io.heddle.periodic;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * A line of a crontab: minute, hour, day of the month, month, day of the week, and the
 * command, if there is one.
 *
 * @param text the line as it was written
 * @param times what the fields say
 * @param command the rest of the line, {@code null} if there is none
 */
record CronLine(String text, CronTimes times, @Nullable String command) {

	private static final int FIELDS = 5;

	/**
	 * Parses a line.
	 * @param zone {@code null} for that of the JVM
	 * @throws IllegalArgumentException if it is none; names the field that is wrong
	 */
	static CronLine parse(String line, @Nullable ZoneId zone) {
		String[] words = line.trim().split("\\s+", FIELDS + 1);
		int count = line.isBlank() ? 0 : words.length;
		Assert.isTrue(count >= FIELDS,
				() -> "Crontab line '%s' must begin with 5 fields (minute, hour, day of the month, month, day of the week) but has %d"
					.formatted(line, count));
		String fields = Arrays.stream(words).limit(FIELDS).collect(Collectors.joining(" "));
		String command = (count > FIELDS) ? words[FIELDS] : null;
		try {
			return new CronLine(line, CronTimes.parse(fields, zone), StringUtils.hasText(command) ? command : null);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("Crontab line '%s' is wrong: %s".formatted(line, ex.getMessage()), ex);
		}
	}

}
