package io.heddle.autoconfigure.background;

import io.heddle.background.ThreadManager;
import io.heddle.background.ThreadWrapper;

/**
 * A task is closed, whatever became of it; its callbacks have run.
 */
public final class TaskEndedEvent extends TaskEvent {

	private static final long serialVersionUID = 1L;

	public TaskEndedEvent(ThreadManager manager, ThreadWrapper<?> thread) {
		super(manager, thread);
	}

}
