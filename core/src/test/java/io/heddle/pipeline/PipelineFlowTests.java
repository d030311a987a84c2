package io.heddle.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import io.heddle.testing.EachThreadMode;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.testing.Numbered;
import io.heddle.thread.ThreadMode;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What goes in comes out: order, completeness, shapes.
 */
@ExtendWith(NoLeakedThreads.class)
class PipelineFlowTests {

	private static final int MILLION = 1_000_000;

	private static Frontend<Integer> numbers(int count) {
		return (out) -> IntStream.range(0, count).forEach(out::emit);
	}

	@EachThreadMode
	void oneThreadPerStageKeepsTheOrder(ThreadMode mode) {
		List<Integer> seen = new ArrayList<>();
		Pipeline pipeline = Pipeline.named("ordered")
			.mode(mode)
			.from(numbers(MILLION))
			.via((Integer number) -> number + 1)
			.to(seen::add)
			.build();
		pipeline.run();
		assertThat(seen).hasSize(MILLION).isSorted().startsWith(1).endsWith(MILLION);
		assertThat(pipeline.getState()).isEqualTo(PipelineState.ENDED);
	}

	@EachThreadMode
	void aMillionItemsThroughManyThreadsArriveOnce(ThreadMode mode) {
		Numbered seen = new Numbered(MILLION);
		Pipeline pipeline = Pipeline.named("wide")
			.mode(mode)
			.from(numbers(MILLION))
			.via((Integer number) -> number, (spec) -> spec.threads(4))
			.to(seen::mark, (spec) -> spec.threads(2))
			.build();
		pipeline.run();
		seen.assertEachOnce();
		Conservation.check(pipeline.snapshot());
	}

	@EachThreadMode
	void aFrontendMayFeedABackendDirectly(ThreadMode mode) {
		List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
		Pipeline pipeline = Pipeline.named("short").mode(mode).from(numbers(10)).to(seen::add).build();
		pipeline.run();
		assertThat(seen).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
	}

	@EachThreadMode
	void aResizeUnderLoadLosesAndDoublesNothing(ThreadMode mode) {
		Numbered seen = new Numbered(MILLION);
		Pipeline pipeline = Pipeline.named("resized")
			.mode(mode)
			.from(numbers(MILLION))
			.via((Integer number) -> number, (spec) -> spec.name("middle"))
			.to(seen::mark)
			.build();
		pipeline.start();
		int threads = 1;
		while (!pipeline.awaitEnd(Duration.ofMillis(50))) {
			threads = (threads == 1) ? 64 : 1;
			pipeline.setThreads("middle", threads);
		}
		seen.assertEachOnce();
		Conservation.check(pipeline.snapshot());
	}

}
