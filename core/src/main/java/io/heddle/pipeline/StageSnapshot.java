package io.heddle.pipeline;

import java.time.Duration;
import java.util.List;

import io.heddle.thread.ThreadMode;
import org.jspecify.annotations.Nullable;

/**
 * A stage as it was at one moment.
 *
 * @param name the name of the stage
 * @param kind its kind
 * @param mode the kind of its threads
 * @param threads how many threads it is meant to have
 * @param workers its live threads, by index
 * @param items its counts
 * @param queue the queue in front of it, {@code null} for a frontend
 * @param time how its threads spent their time
 * @param service how long it takes for one item
 * @param throughput how many inputs it takes in a second (a frontend: outputs it gives)
 */
public record StageSnapshot(String name, StageKind kind, ThreadMode mode, int threads, List<Worker> workers,
		Items items, @Nullable Queue queue, TimeShare time, ServiceTime service, Throughput throughput) {

	public StageSnapshot {
		workers = List.copyOf(workers);
	}

	/** What a thread of a stage is doing. */
	public enum Doing {

		/** In setup. */
		STARTING,
		/** In user code. */
		BUSY,
		/** Waiting for an item. */
		IDLE,
		/** Waiting for room in the next queue. */
		BLOCKED,
		/** Held by a pause. */
		PAUSED,
		/** In cleanup. */
		ENDING

	}

	/**
	 * A live thread.
	 *
	 * @param index its index within the stage
	 * @param thread its name
	 * @param doing what it is doing
	 */
	public record Worker(int index, String thread, Doing doing) {

	}

	/**
	 * Counts of items. For a stage with an input {@code in = passed + filtered + failed +
	 * deadLettered + abandoned} once the run has ended; while it runs the items in hand
	 * are missing on the right.
	 *
	 * @param in inputs taken from the queue; at the end also those left in it
	 * @param passed inputs that were processed
	 * @param out outputs that the next queue accepted
	 * @param filtered inputs that led to no output although there is a place for it
	 * @param failed inputs that finally failed
	 * @param retried further attempts
	 * @param deadLettered inputs put aside
	 * @param abandoned inputs that were left in the queue, or whose processing was cut
	 * off, by a stop or a failure
	 */
	public record Items(long in, long passed, long out, long filtered, long failed, long retried, long deadLettered,
			long abandoned) {

		/**
		 * Inputs that were taken and have not ended yet; none in a frontend, which fails
		 * without an input.
		 */
		public long inHand() {
			return Math.max(0,
					this.in - this.passed - this.filtered - this.failed - this.deadLettered - this.abandoned);
		}

		Items plus(Items other) {
			return new Items(this.in + other.in, this.passed + other.passed, this.out + other.out,
					this.filtered + other.filtered, this.failed + other.failed, this.retried + other.retried,
					this.deadLettered + other.deadLettered, this.abandoned + other.abandoned);
		}

	}

	/**
	 * A queue.
	 *
	 * @param size how many items wait in it, about
	 * @param capacity how many may wait at most
	 */
	public record Queue(int size, int capacity) {

	}

	/**
	 * Shares of the time of all threads since the start, pauses left out, each from 0 to
	 * 1; together they make 1.
	 *
	 * @param busy in user code
	 * @param idle waiting for an item
	 * @param blocked waiting for room in the next queue
	 */
	public record TimeShare(double busy, double idle, double blocked) {

	}

	/**
	 * Time in user code for one item (for one batch in a {@link BatchBackend}), over the
	 * last minute or so, sampled.
	 *
	 * @param p50 the median
	 * @param p99 the 99th percentile
	 * @param max the longest
	 */
	public record ServiceTime(Duration p50, Duration p99, Duration max) {

	}

	/**
	 * Items in a second.
	 *
	 * @param current over the last seconds
	 * @param lifetime since the start of the run
	 */
	public record Throughput(double current, double lifetime) {

	}

}
