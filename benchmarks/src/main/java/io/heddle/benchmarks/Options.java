package io.heddle.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Arguments of the form {@code name=value}.
 */
final class Options {

	private final Map<String, String> values;

	Options(String... args) {
		this.values = Stream.of(args)
			.map((argument) -> argument.split("=", 2))
			.collect(Collectors.toMap((pair) -> pair[0], (pair) -> pair[1]));
	}

	/** The values of an option, separated by commas. */
	List<String> list(String name, String otherwise) {
		String value = this.values.getOrDefault(name, otherwise);
		return value.isEmpty() ? List.of() : List.of(value.split(",", -1));
	}

	int number(String name, int otherwise) {
		String value = this.values.get(name);
		return (value != null) ? Integer.parseInt(value) : otherwise;
	}

}
