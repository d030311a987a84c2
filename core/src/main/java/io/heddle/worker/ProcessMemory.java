package io.heddle.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The memory of a process, where there is {@code /proc}.
 */
final class ProcessMemory {

	private static final String RESIDENT = "VmRSS:";

	private static final int KILO = 1024;

	private ProcessMemory() {
	}

	/** How many bytes it has in memory, {@code null} if that is not known. */
	static @Nullable Long ofPid(long pid) {
		Path status = Path.of("/proc", Long.toString(pid), "status");
		if (!Files.isReadable(status)) {
			return null;
		}
		try (Stream<String> lines = Files.lines(status)) {
			return lines.filter((line) -> line.startsWith(RESIDENT))
				.map((line) -> line.substring(RESIDENT.length()).replaceAll("\\D", ""))
				.filter((digits) -> !digits.isEmpty())
				.map((digits) -> Long.parseLong(digits) * KILO)
				.findFirst()
				.orElse(null);
		}
		catch (IOException | UncheckedIOException ex) {
			return null; // it has ended meanwhile
		}
	}

}
