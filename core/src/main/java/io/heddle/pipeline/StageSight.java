package io.heddle.pipeline;

import java.util.List;
import java.util.function.LongSupplier;

import io.heddle.time.Ticker;

/**
 * What can be seen of a stage from outside. Thread-safe.
 */
final class StageSight {

	private final StageGroup group;

	private final Ticker ticker;

	private final ServiceTimes serviceTimes = new ServiceTimes();

	private final Rate rate;

	private final LongSupplier throughput;

	StageSight(StageGroup group, Ticker ticker) {
		this.group = group;
		this.rate = new Rate(ticker);
		this.ticker = ticker;
		this.throughput = () -> throughput(group.totals().items());
	}

	ServiceTimes serviceTimes() {
		return this.serviceTimes;
	}

	/** Takes note of the time, which somebody has just read anyway. */
	void tick(long now) {
		this.rate.tick(now, this.throughput);
	}

	/** The inputs so far; of a frontend the outputs. */
	private long throughput(StageSnapshot.Items items) {
		return this.group.kind().hasInput() ? items.in() : items.out();
	}

	StageSnapshot snapshot() {
		StageTotals totals = this.group.totals();
		List<StageSnapshot.Worker> live = this.group.workers().stream().map(Worker::snapshot).toList();
		Link<Object> input = this.group.input();
		StageSnapshot.Queue queue = (input != null) ? new StageSnapshot.Queue(input.size(), input.capacity()) : null;
		long count = throughput(totals.items());
		long until = this.group.hasEnded() ? this.group.endedNanos() : this.ticker.nanos();
		return new StageSnapshot(this.group.name(), this.group.kind(), this.group.mode(), this.group.target(), live,
				totals.items(), queue, totals.shares(), this.serviceTimes.snapshot(until),
				this.rate.snapshot(count, until));
	}

}
