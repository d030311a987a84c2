package io.heddle.demo.background;

import java.time.Instant;

import io.heddle.background.ExecutionState;
import io.heddle.background.Progress;
import io.heddle.background.ThreadWrapper;
import org.jspecify.annotations.Nullable;

/**
 * An export at one moment.
 *
 * @param id its id
 * @param name its name
 * @param state its state
 * @param status how far it is: {@link Rows}, or "" if it has not begun
 * @param started when it began, {@code null} before
 */
record ExportStatus(long id, String name, ExecutionState state, Object status, @Nullable Instant started) {

	static ExportStatus of(ThreadWrapper<?> export) {
		Object status = export.getStatus();
		return new ExportStatus(export.getId(), export.getName(), export.getExecutionState(),
				(status instanceof Progress progress) ? Rows.of(progress) : status, export.getStartTime());
	}

	/**
	 * How many rows are written.
	 *
	 * @param done how many
	 * @param total of how many
	 * @param share the share that is done, from 0 to 1
	 */
	record Rows(long done, long total, double share) {

		static Rows of(Progress progress) {
			return new Rows(progress.done(), progress.total(), progress.share());
		}

	}

}
