package io.heddle.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What all processors of the machine have done.
 */
final class Machine {

	private static final Path STAT = Path.of("/proc/stat");

	/** Linux counts in hundredths of a second, whatever its own clock. */
	private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

	/** Columns of time that is spent: user, nice, system, irq, softirq, steal. */
	private static final List<Integer> BUSY = List.of(1, 2, 3, 6, 7, 8);

	private static final Duration LOOK = Duration.ofMillis(200);

	private Machine() {
	}

	/** The time that all processors have been busy since the start; 0 but on Linux. */
	static long busyNanos() throws IOException {
		if (!Files.exists(STAT)) {
			return 0;
		}
		String[] columns = Files.readAllLines(STAT).get(0).split(" +", -1);
		return BUSY.stream().mapToLong((column) -> Long.parseLong(columns[column])).sum() * TICK_NANOS;
	}

	/**
	 * Waits until others leave the processors alone.
	 * @return whether they did before the limit
	 */
	static boolean awaitQuiet(Duration limit) throws IOException, InterruptedException {
		long began = System.nanoTime();
		long most = LOOK.toNanos() * Runtime.getRuntime().availableProcessors() / 20;
		while (System.nanoTime() - began < limit.toNanos()) {
			long before = busyNanos();
			Thread.sleep(LOOK.toMillis());
			if (busyNanos() - before <= most) {
				return true;
			}
		}
		return false;
	}

}
