package io.heddle.autoconfigure.background;

import io.heddle.background.ThreadManager;
import io.heddle.background.ThreadWrapper;

/**
 * The function of a task is about to run.
 */
public final class TaskStartedEvent extends TaskEvent {

	private static final long serialVersionUID = 1L;

	public TaskStartedEvent(ThreadManager manager, ThreadWrapper<?> thread) {
		super(manager, thread);
	}

}
