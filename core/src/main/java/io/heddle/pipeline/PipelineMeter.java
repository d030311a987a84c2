package io.heddle.pipeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

import io.heddle.activity.Measure;
import org.jspecify.annotations.Nullable;

/**
 * The measures of a pipeline. Counts go on over all runs; other values are those of the
 * present run.
 */
final class PipelineMeter {

	private static final StageSnapshot.Items NO_ITEMS = StageTotals.NONE.items();

	private final DefaultPipeline pipeline;

	private final List<Measure> measures = new ArrayList<>();

	/** The counts of the runs that have ended, by stage. */
	private final Map<String, Past> past = new ConcurrentHashMap<>();

	PipelineMeter(DefaultPipeline pipeline, PipelineSpec spec) {
		this.pipeline = pipeline;
		Map<String, String> tags = Map.of("pipeline", spec.name());
		this.measures.add(new Measure.Gauge("active", "Whether the pipeline is active, 1 or 0", "", tags,
				() -> pipeline.getState().isActive() ? 1 : 0));
		this.measures.add(new Measure.Gauge("failed", "Whether the last run of the pipeline failed, 1 or 0", "", tags,
				() -> (pipeline.getState() == PipelineState.FAILED) ? 1 : 0));
		spec.stages().forEach((stage) -> addStage(spec.name(), stage.name()));
	}

	private void addStage(String pipeline, String stage) {
		Map<String, String> tags = Map.of("pipeline", pipeline, "stage", stage);
		items(tags, stage, "items.in", "Inputs taken from the queue", StageSnapshot.Items::in);
		items(tags, stage, "items.out", "Outputs that the next queue accepted", StageSnapshot.Items::out);
		items(tags, stage, "items.retried", "Further attempts to process an input", StageSnapshot.Items::retried);
		outcome(tags, stage, "passed", StageSnapshot.Items::passed);
		outcome(tags, stage, "filtered", StageSnapshot.Items::filtered);
		outcome(tags, stage, "failed", StageSnapshot.Items::failed);
		outcome(tags, stage, "dead-lettered", StageSnapshot.Items::deadLettered);
		outcome(tags, stage, "abandoned", StageSnapshot.Items::abandoned);
		gauge(tags, stage, "threads", "Live threads", "", (group) -> group.workers().size());
		gauge(tags, stage, "queue.size", "Items that wait", "", (group) -> queueSize(group));
		gauge(tags, stage, "queue.capacity", "Items that may wait", "", (group) -> queueCapacity(group));
		gauge(tags, stage, "busy", "Share of time in user code", "", (group) -> group.totals().shares().busy());
		gauge(tags, stage, "idle", "Share of time without an item", "", (group) -> group.totals().shares().idle());
		gauge(tags, stage, "blocked", "Share of time without room for an output", "",
				(group) -> group.totals().shares().blocked());
		this.measures.add(new Measure.Timer("service.time", "Time in user code for an item, sampled", tags,
				() -> total(stage, Past::measured, (group) -> group.sight().serviceTimes().count()),
				() -> total(stage, Past::measuredNanos, (group) -> group.sight().serviceTimes().totalNanos())));
	}

	private void outcome(Map<String, String> tags, String stage, String outcome,
			ToLongFunction<StageSnapshot.Items> count) {
		Map<String, String> more = new HashMap<>(tags);
		more.put("outcome", outcome);
		items(Map.copyOf(more), stage, "items", "Inputs by what became of them", count);
	}

	private void items(Map<String, String> tags, String stage, String name, String description,
			ToLongFunction<StageSnapshot.Items> count) {
		this.measures.add(new Measure.Counter(name, description, "", tags, () -> total(stage,
				(past) -> count.applyAsLong(past.items()), (group) -> count.applyAsLong(group.totals().items()))));
	}

	private void gauge(Map<String, String> tags, String stage, String name, String description, String unit,
			ToDoubleFunction<StageGroup> value) {
		this.measures.add(new Measure.Gauge(name, description, unit, tags, () -> {
			StageGroup group = group(stage);
			return (group != null) ? value.applyAsDouble(group) : 0;
		}));
	}

	private static int queueSize(StageGroup group) {
		Link<Object> input = group.input();
		return (input != null) ? input.size() : 0;
	}

	private static int queueCapacity(StageGroup group) {
		Link<Object> input = group.input();
		return (input != null) ? input.capacity() : 0;
	}

	private @Nullable StageGroup group(String stage) {
		PipelineRun run = this.pipeline.present();
		return (run != null) ? run.group(stage) : null;
	}

	/**
	 * The sum of the past runs and the present one. Looks again when a run was added to
	 * the past meanwhile: it would be counted twice or not at all.
	 */
	private long total(String stage, ToLongFunction<Past> ended, ToLongFunction<StageGroup> running) {
		while (true) {
			Past past = past(stage);
			StageGroup group = group(stage);
			if (past.last() == past(stage).last()) {
				boolean alsoPresent = group != null && group != past.last();
				return ended.applyAsLong(past) + (alsoPresent ? running.applyAsLong(group) : 0);
			}
		}
	}

	private Past past(String stage) {
		return this.past.getOrDefault(stage, Past.NONE);
	}

	/** Adds the counts of a run that has ended. */
	void add(PipelineRun run) {
		for (StageGroup group : run.groups()) {
			this.past.merge(group.name(), Past.of(group), Past::plus);
		}
	}

	List<Measure> measures() {
		return List.copyOf(this.measures);
	}

	/** The counts of past runs of a stage, and the group that was added last. */
	private record Past(StageSnapshot.Items items, long measured, long measuredNanos, @Nullable StageGroup last) {

		static final Past NONE = new Past(NO_ITEMS, 0, 0, null);

		static Past of(StageGroup group) {
			return new Past(group.totals().items(), group.sight().serviceTimes().count(),
					group.sight().serviceTimes().totalNanos(), group);
		}

		Past plus(Past later) {
			return new Past(this.items.plus(later.items), this.measured + later.measured,
					this.measuredNanos + later.measuredNanos, later.last);
		}

	}

}
