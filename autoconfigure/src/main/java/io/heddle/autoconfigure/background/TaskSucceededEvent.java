package io.heddle.autoconfigure.background;

import io.heddle.background.ThreadManager;
import io.heddle.background.ThreadWrapper;

/**
 * The function of a task has returned. Its callbacks have not run yet.
 */
public final class TaskSucceededEvent extends TaskEvent {

	private static final long serialVersionUID = 1L;

	public TaskSucceededEvent(ThreadManager manager, ThreadWrapper<?> thread) {
		super(manager, thread);
	}

}
