package io.heddle.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The threads that live at a moment, virtual ones included, without those of the JDK and
 * of the test tools.
 */
final class LiveThreads {

	private static final Pattern VIRTUAL = Pattern.compile("^#(\\d+) \"(.*)\" virtual.*");

	private static final Pattern FOREIGN_GROUP = Pattern.compile("system|InnocuousThreadGroup|CarrierThreads");

	private static final Pattern FOREIGN_NAME = Pattern
		.compile("(ForkJoinPool\\.commonPool-|surefire-|junit-|process reaper|Attach Listener|awaitility).*");

	private LiveThreads() {
	}

	/** The threads' names by their ids. */
	static Map<Long, String> names() {
		Map<Long, String> names = new TreeMap<>();
		for (Thread thread : Thread.getAllStackTraces().keySet()) {
			if (!isForeign(thread)) {
				names.put(thread.getId(), thread.getName());
			}
		}
		dump().lines().map(VIRTUAL::matcher).filter(Matcher::matches).forEach((line) -> {
			names.put(Long.valueOf(line.group(1)), line.group(2));
		});
		return names;
	}

	private static boolean isForeign(Thread thread) {
		ThreadGroup group = thread.getThreadGroup();
		return group == null || FOREIGN_GROUP.matcher(group.getName()).matches()
				|| FOREIGN_NAME.matcher(thread.getName()).matches();
	}

	/** The stacks of all threads, virtual ones included where the JDK has them. */
	static String dump() {
		if (Runtime.version().feature() < 21) {
			return Thread.getAllStackTraces()
				.entrySet()
				.stream()
				.map((entry) -> entry.getKey() + lines(entry.getValue()))
				.collect(Collectors.joining("\n"));
		}
		try {
			Path directory = Files.createTempDirectory("threads");
			Path file = directory.resolve("dump.txt");
			dumpTo(file);
			String dump = Files.readString(file);
			Files.delete(file);
			Files.delete(directory);
			return dump;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String lines(StackTraceElement[] stack) {
		return Arrays.stream(stack).map((element) -> "\n\tat " + element).collect(Collectors.joining());
	}

	/** By reflection, since it came with Java 21. */
	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static void dumpTo(Path file) {
		try {
			Class<? extends PlatformManagedObject> type = Class.forName("com.sun.management.HotSpotDiagnosticMXBean")
				.asSubclass(PlatformManagedObject.class);
			Class<? extends Enum> format = Class.forName(type.getName() + "$ThreadDumpFormat").asSubclass(Enum.class);
			type.getMethod("dumpThreads", String.class, format)
				.invoke(ManagementFactory.getPlatformMXBean(type), file.toString(), Enum.valueOf(format, "TEXT_PLAIN"));
		}
		catch (ClassNotFoundException | NoSuchMethodException | IllegalAccessException | InvocationTargetException ex) {
			throw new IllegalStateException("No thread dump", ex);
		}
	}

}
