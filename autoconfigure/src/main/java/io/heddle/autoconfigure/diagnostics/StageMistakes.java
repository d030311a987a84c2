package io.heddle.autoconfigure.diagnostics;

import java.util.Collection;

import io.heddle.activity.NearName;

/**
 * Mistakes about {@code heddle.pipeline.<name>.stages}.
 */
public final class StageMistakes {

	private StageMistakes() {
	}

	/** There are settings for a stage that the pipeline does not have. */
	public static StartupMistakeException unknownStage(String property, String pipeline, String stage,
			Collection<String> stages) {
		return new StartupMistakeException(
				"'%s' is set, but pipeline '%s' has no stage '%s'.".formatted(property, pipeline, stage),
				"%sThe stages are %s: rename or remove '%s'.".formatted(NearName.ask(stage, stages), stages, property));
	}

	/** A frontend has no queue in front of it. */
	public static StartupMistakeException queueOfFrontend(String property, String stage, String next) {
		return new StartupMistakeException(
				"'%s' is set, but '%s' is a Frontend and has no queue in front of it.".formatted(property, stage),
				"'queue-capacity' is that of the queue in front of a stage: set it for '%s'.".formatted(next));
	}

	/** Only a batch backend makes batches. */
	public static StartupMistakeException batchOfOther(String property, String stage, String kind) {
		return new StartupMistakeException(
				"'%s' is set, but '%s' is a %s and only a BatchBackend takes batches.".formatted(property, stage, kind),
				"Remove '%s', or let the stage implement BatchBackend.".formatted(property));
	}

	/** A frontend has no item that could be skipped or put aside. */
	public static StartupMistakeException onErrorOfFrontend(String property, String stage, String value) {
		return new StartupMistakeException(
				"'%s' is '%s', but '%s' is a Frontend and has no item to %s.".formatted(property, value, stage, value),
				"Set '%s' to 'stop', or to 'retry' to have it called again after a while.".formatted(property));
	}

	/** Only a frontend is called again as a whole. */
	public static StartupMistakeException retryOfOther(String property, String retry, String stage, String kind) {
		return new StartupMistakeException(
				"'%s' is 'retry', but '%s' is a %s and only a Frontend is called again.".formatted(property, stage,
						kind),
				"Set '%s' to retry items, and '%s' to what becomes of them at last: 'stop', 'skip' or 'dead-letter'."
					.formatted(retry, property));
	}

}
