package io.heddle.autoconfigure.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.heddle.background.ExecutionState;
import io.heddle.background.Progress;
import io.heddle.background.TaskSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * A background task, without its arguments, its result and the message of its exception.
 *
 * @param id its id
 * @param name its name with the id
 * @param state its state
 * @param status what it says of itself: a number, a truth value or text as it is, a
 * {@link Steps}, or anything else as text
 * @param startTime when its function began, {@code null} before
 * @param duration how long it has run, until now or until it was closed
 * @param finishedWith how its function has ended, {@code null} before
 * @param exception the class of what its function has thrown, if it has failed
 * @param thread the name of the thread that runs it at this moment, if one does
 * @param stuck whether it was cancelled and its function goes on nevertheless
 */
public record TaskDescription(long id, String name, ExecutionState state, Object status, @Nullable Instant startTime,
		Duration duration, @Nullable ExecutionState finishedWith, @Nullable String exception, @Nullable String thread,
		boolean stuck) {

	static TaskDescription of(TaskSnapshot task) {
		Throwable exception = task.exception();
		return new TaskDescription(task.id(), task.name(), task.state(), describe(task.status()), task.startTime(),
				task.duration().truncatedTo(ChronoUnit.MILLIS), task.finishedWith(),
				(exception != null) ? exception.getClass().getName() : null, task.thread(), task.stuck());
	}

	private static Object describe(Object status) {
		if (status instanceof Progress progress) {
			return new Steps(progress.done(), progress.total(), progress.share());
		}
		return (status instanceof Number || status instanceof Boolean) ? status : status.toString();
	}

	/**
	 * The status of a task that counts its steps.
	 *
	 * @param done how many are done
	 * @param total how many there are, 0 if that is not known
	 * @param share the share that is done, from 0 to 1
	 */
	public record Steps(long done, long total, double share) {

	}

}
