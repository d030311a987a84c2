package io.heddle.autoconfigure.endpoint;

import java.time.Duration;
import java.util.List;

import io.heddle.pipeline.StageKind;
import io.heddle.pipeline.StageSnapshot;
import io.heddle.pipeline.StageSnapshot.Items;
import io.heddle.pipeline.StageSnapshot.Queue;
import io.heddle.pipeline.StageSnapshot.Worker;
import io.heddle.thread.ThreadMode;
import org.jspecify.annotations.Nullable;

/**
 * A stage of a pipeline.
 *
 * @param name its name
 * @param kind its kind
 * @param mode the kind of its threads
 * @param threads how many threads it is meant to have
 * @param workers its live threads and what they do
 * @param share how its threads spent their time
 * @param items counts of the present or last run
 * @param queue the queue in front of it, if it has one
 * @param serviceTime how long one item, or one batch, takes
 * @param throughput inputs in a second; outputs for a frontend
 */
public record StageDescription(String name, StageKind kind, ThreadMode mode, int threads, List<Worker> workers,
		Share share, Items items, @Nullable Queue queue, ServiceTime serviceTime, Throughput throughput) {

	static StageDescription of(StageSnapshot stage) {
		return new StageDescription(stage.name(), stage.kind(), stage.mode(), stage.threads(), stage.workers(),
				Share.of(stage.time()), stage.items(), stage.queue(), ServiceTime.of(stage.service()),
				Throughput.of(stage.throughput()));
	}

	private static double rounded(double value) {
		return Double.isFinite(value) ? Math.round(value * 1000) / 1000.0 : 0;
	}

	/**
	 * Shares of the time of all threads, from 0 to 1.
	 *
	 * @param busy in user code
	 * @param idle waiting for an item
	 * @param blocked waiting for room in the next queue
	 */
	public record Share(double busy, double idle, double blocked) {

		static Share of(StageSnapshot.TimeShare time) {
			return new Share(rounded(time.busy()), rounded(time.idle()), rounded(time.blocked()));
		}

	}

	/**
	 * Time in user code, over the last minute or so.
	 *
	 * @param p50Millis the median
	 * @param p99Millis the 99th percentile
	 * @param maxMillis the longest
	 */
	public record ServiceTime(double p50Millis, double p99Millis, double maxMillis) {

		static ServiceTime of(StageSnapshot.ServiceTime time) {
			return new ServiceTime(millis(time.p50()), millis(time.p99()), millis(time.max()));
		}

		private static double millis(Duration time) {
			return rounded(time.toNanos() / 1e6);
		}

	}

	/**
	 * Items in a second.
	 *
	 * @param currentPerSecond over the last seconds
	 * @param lifetimePerSecond since the start of the run
	 */
	public record Throughput(double currentPerSecond, double lifetimePerSecond) {

		static Throughput of(StageSnapshot.Throughput throughput) {
			return new Throughput(rounded(throughput.current()), rounded(throughput.lifetime()));
		}

	}

}
