package io.heddle.periodic;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CronTimesTests {

	private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");

	/** Whether the time, as it reads in UTC, is in the expression. */
	private static boolean isIn(String expression, String time) {
		return CronTimes.parse(expression, null).isIn(LocalDateTime.parse(time).atZone(ZoneId.of("UTC")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "1,2 * * * *", "1-5 * * * *", "* * * JAN *", "* * * * MON", "* * * * mon-fri",
			"*/15 0-6/2 1,15 jan,MAR 1-5", "* * * * 0", "* * * * 7" })
	void t166listsRangesNamesAndStepsAreAccepted(String expression) {
		assertThat(CronTimes.parse(expression, null).next(Instant.EPOCH)).isNotNull();
	}

	@Test
	void t166theyMeanWhatTheySay() {
		assertThat(IntStream.range(0, 60).filter((minute) -> isIn("1,2 * * * *", time(8, minute)))).containsExactly(1,
				2);
		assertThat(IntStream.range(0, 60).filter((minute) -> isIn("1-5 * * * *", time(8, minute)))).containsExactly(1,
				2, 3, 4, 5);
		assertThat(isIn("0 8 * JAN *", "2027-01-01T08:00")).isTrue();
		assertThat(isIn("0 8 * JAN *", "2027-02-01T08:00")).isFalse();
		assertThat(isIn("0 8 * * MON", "2026-11-23T08:00")).isTrue();
		assertThat(isIn("0 8 * * MON", "2026-11-24T08:00")).isFalse();
	}

	private static String time(int hour, int minute) {
		return "2026-11-23T%02d:%02d".formatted(hour, minute);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0 8 * * 0", "0 8 * * 7", "0 8 * * SUN" })
	void sundayIsZeroAndSeven(String expression) {
		assertThat(IntStream.rangeClosed(23, 29).filter((day) -> isIn(expression, "2026-11-%dT08:00".formatted(day))))
			.containsExactly(29);
	}

	@Test
	void stepsAreCountedFromTheBeginningOfTheRange() {
		assertThat(IntStream.rangeClosed(1, 7).filter((day) -> isIn("0 8 */2 * *", "2026-11-0%dT08:00".formatted(day))))
			.containsExactly(1, 3, 5, 7);
		assertThat(IntStream.range(0, 7).filter((minute) -> isIn("*/2 * * * *", time(8, minute)))).containsExactly(0, 2,
				4, 6);
	}

	@Test
	void t167dayOfTheMonthAndOfTheWeekMustBothMatch() {
		assertThat(isIn("0 0 1 * 1", "2026-12-01T00:00")).isFalse();
		assertThat(isIn("0 0 1 * 1", "2027-02-01T00:00")).isTrue();
	}

	@Test
	void t176namesTheHoursOfTheStep() {
		assertThat(IntStream.range(0, 24 * 60)
			.filter((minute) -> isIn("00 */6 * * *", time(minute / 60, minute % 60)))
			.mapToObj((minute) -> time(minute / 60, minute % 60).substring(11)))
			.containsExactly("00:00", "06:00", "12:00", "18:00");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			61 * * * *     | the wrong minute '61'
			* 24 * * *     | the wrong hour '24'
			* * 0 * *      | the wrong day of the month '0'
			* * * FOO *    | the wrong month 'FOO'
			* * * * 8      | the wrong day of the week '8'
			*/0 * * * *    | the wrong minute '*/0'
			5-x * * * *    | the wrong minute '5-x'
			61 0 * * * *   | the wrong second '61'
			0 0 25 * * *   | the wrong hour '25'
			@often         | a mistake
			""")
	void theErrorNamesTheField(String expression, String mistake) {
		assertThatIllegalArgumentException().isThrownBy(() -> CronTimes.parse(expression, null))
			.withMessageStartingWith("Cron expression '%s' has %s: ".formatted(expression, mistake));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "* * * *", "* * * * * * *", "daily" })
	void theErrorCountsTheFields(String expression) {
		assertThatIllegalArgumentException().isThrownBy(() -> CronTimes.parse(expression, null))
			.withMessageStartingWith("Cron expression '%s' must have 5 or 6 fields but has ".formatted(expression));
	}

	@Test
	void sixFieldsBeginWithTheSecond() {
		assertThat(CronTimes.parse("30 0 8 * * *", ZoneId.of("UTC")).next(Instant.parse("2026-11-23T08:00:00Z")))
			.isEqualTo("2026-11-23T08:00:30Z");
	}

	@Test
	void timesAreThoseOfTheZone() {
		CronTimes times = CronTimes.parse("30 2 * * *", MADRID);
		assertThat(times.next(Instant.parse("2026-07-01T00:00:00Z"))).isEqualTo("2026-07-01T00:30:00Z");
		assertThat(times.next(Instant.parse("2026-12-01T00:00:00Z"))).isEqualTo("2026-12-01T01:30:00Z");
	}

	@Test
	void aTimeThatTheClockPassesTwiceComesTwice() {
		CronTimes times = CronTimes.parse("30 2 * * *", MADRID);
		assertThat(days(times, "2026-10-24T12:00:00Z", 3)).containsExactly("2026-10-25T02:30+02:00[Europe/Madrid]",
				"2026-10-25T02:30+01:00[Europe/Madrid]", "2026-10-26T02:30+01:00[Europe/Madrid]");
	}

	@Test
	void aTimeThatTheClockLeavesOutDoesNotCome() {
		CronTimes times = CronTimes.parse("30 2 * * *", MADRID);
		assertThat(days(times, "2026-03-27T12:00:00Z", 2)).containsExactly("2026-03-28T02:30+01:00[Europe/Madrid]",
				"2026-03-30T02:30+02:00[Europe/Madrid]");
	}

	private static List<String> days(CronTimes times, String from, int count) {
		Instant[] at = { Instant.parse(from) };
		return IntStream.range(0, count)
			.mapToObj((i) -> at[0] = Objects.requireNonNull(times.next(at[0])))
			.map((time) -> ZonedDateTime.ofInstant(time, MADRID).toString())
			.toList();
	}

}
