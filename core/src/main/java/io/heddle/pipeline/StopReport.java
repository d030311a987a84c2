package io.heddle.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.heddle.activity.StopOutcome;

/**
 * What became of the items and threads of a pipeline that was stopped.
 *
 * @param pipeline the name of the pipeline
 * @param state its state afterwards
 * @param duration how long the stop took
 * @param inputEnded whether the frontends had ended by themselves before the stop, so
 * that it has cut off nothing but what it has abandoned
 * @param stages the stages in order
 */
public record StopReport(String pipeline, PipelineState state, Duration duration, boolean inputEnded,
		List<Stage> stages) implements StopOutcome {

	public StopReport {
		stages = List.copyOf(stages);
	}

	/**
	 * Whether everything that was accepted has been processed and no thread is left, and
	 * the pipeline had not failed.
	 */
	@Override
	public boolean isComplete() {
		return this.state != PipelineState.FAILED
				&& this.stages.stream().allMatch((stage) -> stage.abandoned() == 0 && stage.blocked().isEmpty());
	}

	@Override
	public boolean isCutOff() {
		return !this.inputEnded || abandoned() > 0;
	}

	/** How many accepted items were not processed. */
	public long abandoned() {
		return this.stages.stream().mapToLong(Stage::abandoned).sum();
	}

	@Override
	public String describe() {
		String head = "Pipeline '%s' %s after %d ms, %s".formatted(this.pipeline,
				this.state.name().toLowerCase(Locale.ROOT), this.duration.toMillis(),
				isComplete() ? "everything drained" : abandoned() + " items abandoned");
		return this.stages.stream().map(Stage::describe).collect(Collectors.joining("\n", head + "\n", ""));
	}

	/**
	 * One stage of a stopped pipeline.
	 *
	 * @param name the name of the stage
	 * @param drained how many inputs it processed since the stop was asked for
	 * @param abandoned how many inputs were accepted and not processed: those left in its
	 * queue and those whose processing was cut off
	 * @param items those of them that could be taken back; a thread that is left behind
	 * keeps its item
	 * @param duration from the asking to the end of its last thread
	 * @param blocked threads that had not ended within the limit
	 */
	public record Stage(String name, long drained, long abandoned, List<Object> items, Duration duration,
			List<BlockedThread> blocked) {

		public Stage {
			items = List.copyOf(items);
			blocked = List.copyOf(blocked);
		}

		private String describe() {
			String line = "  %s: drained %d, abandoned %d, took %d ms".formatted(this.name, this.drained,
					this.abandoned, this.duration.toMillis());
			return this.blocked.stream()
				.map((thread) -> "\n    blocked: " + thread.describe())
				.collect(Collectors.joining("", line, ""));
		}

	}

	/**
	 * A thread that did not end in time.
	 *
	 * @param thread its name
	 * @param interrupted whether it was interrupted and did not end even so
	 * @param stack where it was, innermost frame first; a few frames
	 */
	public record BlockedThread(String thread, boolean interrupted, List<String> stack) {

		public BlockedThread {
			stack = List.copyOf(stack);
		}

		private String describe() {
			return this.stack.isEmpty() ? this.thread : this.thread + " at " + String.join(" < ", this.stack);
		}

	}

}
