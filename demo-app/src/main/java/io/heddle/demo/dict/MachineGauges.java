package io.heddle.demo.dict;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;

import com.sun.management.OperatingSystemMXBean;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * What can be read of the machine. Some of it takes time, so no request waits for it.
 */
@Component
final class MachineGauges {

	private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();

	private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

	/**
	 * Reads one gauge.
	 * @param name {@code heap} for bytes in use, {@code cpu} for the share of the
	 * processors that this JVM has, from 0 to 1, {@code disk} for bytes that are free
	 * @return {@code null} if it is not known now
	 */
	@Nullable Number read(String name) {
		return switch (name) {
			case "heap" -> this.memory.getHeapMemoryUsage().getUsed();
			case "cpu" -> cpu();
			case "disk" -> free(Path.of(""));
			default -> throw new IllegalArgumentException(
					"There is no gauge '%s' but heap, cpu and disk: correct 'heddle.dict.machine.keys'"
						.formatted(name));
		};
	}

	private @Nullable Double cpu() {
		double load = this.system.getProcessCpuLoad();
		return (load >= 0) ? load : null;
	}

	private static long free(Path directory) {
		try {
			return Files.getFileStore(directory.toAbsolutePath()).getUsableSpace();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
