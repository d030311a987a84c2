package io.heddle.demo.pipeline;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A report as lines of text.
 */
final class CensusReportText {

	private static final int UNREADABLE_SHOWN = 10;

	private CensusReportText() {
	}

	static String of(CensusReport report) {
		CensusNumbers numbers = report.numbers();
		return "Census of %s: %s jars, %s classes and %s in %s\n".formatted(report.input(), number(numbers.read()),
				number(numbers.classes()), size(numbers.bytes()), seconds(report.took())) + unreadable(numbers)
				+ ((numbers.classes() > 0) ? classes(report)
						: "Nothing was counted: choose a directory with --census.directory");
	}

	private static String unreadable(CensusNumbers numbers) {
		if (numbers.unreadable().isEmpty()) {
			return "";
		}
		int hidden = numbers.unreadable().size() - UNREADABLE_SHOWN;
		String head = number(numbers.unreadable().size()) + " could not be read:\n";
		String tail = (hidden > 0) ? "  and %s more\n".formatted(number(hidden)) : "";
		return numbers.unreadable()
			.entrySet()
			.stream()
			.limit(UNREADABLE_SHOWN)
			.map((entry) -> "  %s: %s\n".formatted(entry.getKey(), entry.getValue()))
			.collect(Collectors.joining("", head, tail));
	}

	private static String classes(CensusReport report) {
		String head = "%s classes are in more than one jar, %s of them with different contents\nThe largest classes are"
			.formatted(number(report.duplicateClasses()), number(report.differingClasses()));
		return report.largest()
			.stream()
			.map((large) -> "\n%10s  %s (%s)".formatted(size(large.bytes()), large.name(), large.jar()))
			.collect(Collectors.joining("", head, ""));
	}

	static String size(long bytes) {
		if (bytes < 1_000) {
			return bytes + " B";
		}
		double scaled = bytes;
		int unit = -1;
		for (; scaled >= 1_000; scaled /= 1_000) {
			unit++;
		}
		return String.format(Locale.ROOT, "%.1f %cB", scaled, "kMGTPE".charAt(unit));
	}

	private static String number(long number) {
		return String.format(Locale.ROOT, "%,d", number);
	}

	private static String seconds(Duration duration) {
		return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
	}

}
