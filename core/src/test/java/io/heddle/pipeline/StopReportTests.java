package io.heddle.pipeline;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StopReportTests {

	private static final StopReport.Stage FINDER = new StopReport.Stage("finder", 0, 0, List.of(), Duration.ofMillis(3),
			List.of());

	private static final StopReport.Stage READER = new StopReport.Stage("reader", 97, 0, List.of(),
			Duration.ofMillis(40), List.of());

	private static final StopReport.Stage LEFT_OVER = new StopReport.Stage("writer", 5, 2, List.of("x", "y"),
			Duration.ofMillis(50), List.of());

	private static final StopReport.Stage BLOCKED = new StopReport.Stage("store", 0, 0, List.of(),
			Duration.ofMillis(60),
			List.of(new StopReport.BlockedThread("census-store-0", true, List.of("a(A)", "b(B)")),
					new StopReport.BlockedThread("census-store-1", false, List.of())));

	@Test
	void isCompleteWhenNothingIsLeft() {
		assertThat(report(PipelineState.ENDED, FINDER, READER).isComplete()).isTrue();
	}

	@Test
	void isIncompleteWhenItemsAreLeft() {
		StopReport report = report(PipelineState.ENDED, FINDER, LEFT_OVER);
		assertThat(report.isComplete()).isFalse();
		assertThat(report.abandoned()).isEqualTo(2);
	}

	@Test
	void isIncompleteWhenAThreadIsLeft() {
		assertThat(report(PipelineState.ENDED, FINDER, BLOCKED).isComplete()).isFalse();
	}

	@Test
	void isIncompleteAfterAFailure() {
		assertThat(report(PipelineState.FAILED, FINDER, READER).isComplete()).isFalse();
	}

	@Test
	void describesACompleteStopStageByStage() {
		assertThat(report(PipelineState.ENDED, FINDER, READER).describe()).isEqualTo("""
				Pipeline 'census' ended after 60 ms, everything drained
				  finder: drained 0, abandoned 0, took 3 ms
				  reader: drained 97, abandoned 0, took 40 ms""");
	}

	@Test
	void describesWhatIsLeftAndWhere() {
		assertThat(report(PipelineState.FAILED, LEFT_OVER, BLOCKED).describe()).isEqualTo("""
				Pipeline 'census' failed after 60 ms, 2 items abandoned
				  writer: drained 5, abandoned 2, took 50 ms
				  store: drained 0, abandoned 0, took 60 ms
				    blocked: census-store-0 at a(A) < b(B)
				    blocked: census-store-1""");
	}

	@Test
	void hasCutOffWhatIsLeftAndWhatWouldHaveBeenProduced() {
		assertThat(report(PipelineState.ENDED, FINDER).isCutOff()).isFalse();
		assertThat(report(PipelineState.ENDED, FINDER, LEFT_OVER).isCutOff()).isTrue();
		assertThat(new StopReport("census", PipelineState.ENDED, Duration.ZERO, false, List.of(FINDER)).isCutOff())
			.isTrue();
	}

	@Test
	void keepsCopies() {
		assertThat(LEFT_OVER.items()).isUnmodifiable();
		assertThat(BLOCKED.blocked()).isUnmodifiable();
		assertThat(report(PipelineState.ENDED, FINDER).stages()).isUnmodifiable();
	}

	private static StopReport report(PipelineState state, StopReport.Stage... stages) {
		return new StopReport("census", state, Duration.ofMillis(60), true, List.of(stages));
	}

}
