package io.heddle.autoconfigure.background;

import io.heddle.background.ThreadManager;
import io.heddle.background.ThreadWrapper;

import org.springframework.context.ApplicationEvent;

/**
 * Something has happened to a task. Published in the thread of the task, which waits for
 * the listeners; what they throw is logged and does not concern it.
 */
public abstract sealed class TaskEvent extends ApplicationEvent
		permits TaskStartedEvent, TaskSucceededEvent, TaskFailedEvent, TaskEndedEvent {

	private static final long serialVersionUID = 1L;

	private final transient ThreadWrapper<?> thread;

	TaskEvent(ThreadManager manager, ThreadWrapper<?> thread) {
		super(manager);
		this.thread = thread;
	}

	public ThreadManager getManager() {
		return (ThreadManager) getSource();
	}

	public ThreadWrapper<?> getThread() {
		return this.thread;
	}

}
