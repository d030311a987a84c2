package io.heddle.benchmarks;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * The medians of one engine's clean samples.
 *
 * @param lower the lower quartile of the items per second
 * @param upper the upper quartile
 * @param clean how many samples were not disturbed; if they are too few, the least
 * disturbed third of all samples is looked at
 * @param cpuNanos of all threads, for each item
 * @param bytes allocated by all threads, for each item; 0 where the JVM cannot tell
 */
record Result(String engine, double itemsPerSecond, double lower, double upper, int clean, int samples, double cpuNanos,
		double bytes) {

	/** More than this share of all processors, taken by others, spoils a sample. */
	private static final double MAX_FOREIGN = 0.08;

	static Result of(String engine, List<Sample> samples) {
		int clean = (int) samples.stream().filter((sample) -> sample.foreign() <= MAX_FOREIGN).count();
		List<Sample> used = samples.stream()
			.sorted(Comparator.comparingDouble(Sample::foreign))
			.limit(Math.max(clean, (samples.size() + 2) / 3))
			.toList();
		return new Result(engine, quantile(used, Sample::itemsPerSecond, 0.5),
				quantile(used, Sample::itemsPerSecond, 0.25), quantile(used, Sample::itemsPerSecond, 0.75), clean,
				samples.size(), quantile(used, Sample::cpuNanos, 0.5), quantile(used, Sample::bytes, 0.5));
	}

	private static double quantile(List<Sample> samples, ToDoubleFunction<Sample> value, double quantile) {
		double[] sorted = samples.stream().mapToDouble(value).sorted().toArray();
		return DoubleStream.of(sorted).skip(Math.round((sorted.length - 1) * quantile)).findFirst().orElse(Double.NaN);
	}

	/**
	 * One run.
	 *
	 * @param foreign which share of all processors others had meanwhile
	 */
	record Sample(double itemsPerSecond, double cpuNanos, double bytes, double foreign) {

	}

}
