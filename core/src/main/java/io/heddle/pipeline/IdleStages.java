package io.heddle.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.heddle.thread.ThreadMode;

/**
 * What the stages of a pipeline look like that was never started.
 */
final class IdleStages {

	private static final StageSnapshot.ServiceTime NO_TIME = new StageSnapshot.ServiceTime(Duration.ZERO, Duration.ZERO,
			Duration.ZERO);

	private IdleStages() {
	}

	static List<StageSnapshot> of(PipelineSpec spec, Map<String, StageKind> kinds) {
		return spec.stages()
			.stream()
			.map((stage) -> of(spec, stage, Objects.requireNonNull(kinds.get(stage.name()))))
			.toList();
	}

	private static StageSnapshot of(PipelineSpec spec, StageSpec stage, StageKind kind) {
		ThreadMode own = stage.mode();
		Integer capacity = stage.queueCapacity();
		StageSnapshot.Queue queue = kind.hasInput()
				? new StageSnapshot.Queue(0, (capacity != null) ? capacity : StageSpec.DEFAULT_QUEUE_CAPACITY) : null;
		return new StageSnapshot(stage.name(), kind, (own != null) ? own : spec.mode(), stage.threads(), List.of(),
				StageTotals.NONE.items(), queue, StageTotals.NONE.shares(), NO_TIME,
				new StageSnapshot.Throughput(0, 0));
	}

}
