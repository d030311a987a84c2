package io.heddle.autoconfigure.background;

import io.heddle.background.ThreadManager;
import io.heddle.background.ThreadWrapper;

/**
 * A task has failed or was cancelled. Its callbacks have not run yet.
 */
public final class TaskFailedEvent extends TaskEvent {

	private static final long serialVersionUID = 1L;

	public TaskFailedEvent(ThreadManager manager, ThreadWrapper<?> thread) {
		super(manager, thread);
	}

}
