package io.heddle.autoconfigure.background;

import io.heddle.background.TaskListener;
import io.heddle.background.ThreadManager;
import io.heddle.background.ThreadWrapper;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Tells the application how the tasks of a manager go, for as long as there is somebody
 * to hear it.
 */
final class TaskEvents implements TaskListener {

	private final ThreadManager manager;

	private final ConfigurableApplicationContext context;

	TaskEvents(ThreadManager manager, ConfigurableApplicationContext context) {
		this.manager = manager;
		this.context = context;
	}

	@Override
	public void started(ThreadWrapper<?> thread) {
		publish(new TaskStartedEvent(this.manager, thread));
	}

	@Override
	public void succeeded(ThreadWrapper<?> thread) {
		publish(new TaskSucceededEvent(this.manager, thread));
	}

	@Override
	public void failed(ThreadWrapper<?> thread) {
		publish(new TaskFailedEvent(this.manager, thread));
	}

	@Override
	public void ended(ThreadWrapper<?> thread) {
		publish(new TaskEndedEvent(this.manager, thread));
	}

	/** A task that outlives its context has no listeners any more. */
	private void publish(TaskEvent event) {
		if (this.context.isActive()) {
			this.context.publishEvent(event);
		}
	}

}
