package io.heddle.architecture;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The rooms of core, those to come included: what each may import of the others, and
 * which libraries it may use besides those of all rooms.
 */
final class Rooms {

	private static final String MAY_IMPORT = """
			time
			thread
			activity     time
			buffer       thread time
			background   activity buffer thread time
			periodic     activity thread time
			worker       activity buffer thread time
			generator    activity buffer thread time
			dict         activity buffer thread time periodic
			enrich       activity buffer thread time worker
			pipeline     activity buffer thread time
			registry     activity thread time
			metrics      activity
			annotation   activity background periodic registry
			""";

	private static final String LIBRARIES = """
			thread       org.springframework.core.task
			periodic     org.springframework.scheduling.support
			pipeline     org.springframework.core.retry org.HdrHistogram
			registry     org.springframework.context
			metrics      io.micrometer
			annotation   org.aopalliance org.springframework.aop org.springframework.beans org.springframework.core org.springframework.format
			""";

	private static final List<String> LIBRARIES_OF_ALL = List.of("java", "org.jspecify.annotations", "org.slf4j",
			"org.springframework.util");

	private static final Map<String, Set<String>> ROOMS = parse(MAY_IMPORT);

	private static final Map<String, Set<String>> LIBRARIES_OF = parse(LIBRARIES);

	private Rooms() {
	}

	private static Map<String, Set<String>> parse(String table) {
		Map<String, Set<String>> rooms = new TreeMap<>();
		table.lines().map((line) -> List.of(line.trim().split("\\s+"))).forEach((words) -> {
			rooms.put(words.get(0), new TreeSet<>(words.subList(1, words.size())));
		});
		return rooms;
	}

	static Set<String> names() {
		return ROOMS.keySet();
	}

	/** The rooms that a room may import; empty if there is no such room. */
	static Set<String> importsOf(String room) {
		return ROOMS.getOrDefault(room, Collections.emptySet());
	}

	static boolean mayImport(String room, String other) {
		return room.equals(other) || importsOf(room).contains(other);
	}

	/** Whether a room may use a class of a library or of the JDK. */
	static boolean mayUse(String room, String className) {
		Stream<String> own = LIBRARIES_OF.getOrDefault(room, Collections.emptySet()).stream();
		return Stream.concat(LIBRARIES_OF_ALL.stream(), own).anyMatch((name) -> className.startsWith(name + "."));
	}

	/** The room of a package below a base package; empty if it is not below. */
	static Optional<String> of(String packageName, String base) {
		return packageName.startsWith(base + ".")
				? Arrays.stream(packageName.substring(base.length() + 1).split("\\.")).findFirst() : Optional.empty();
	}

}
