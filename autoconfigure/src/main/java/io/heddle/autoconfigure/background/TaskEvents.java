package io.heddle.autoconfigure.background;

import java.util.function.BiFunction;

import io.heddle.autoconfigure.event.EventAudience;
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

	private final EventAudience started;

	private final EventAudience succeeded;

	private final EventAudience failed;

	private final EventAudience ended;

	TaskEvents(ThreadManager manager, ConfigurableApplicationContext context) {
		this.manager = manager;
		this.context = context;
		this.started = new EventAudience(context, TaskStartedEvent.class);
		this.succeeded = new EventAudience(context, TaskSucceededEvent.class);
		this.failed = new EventAudience(context, TaskFailedEvent.class);
		this.ended = new EventAudience(context, TaskEndedEvent.class);
	}

	@Override
	public void started(ThreadWrapper<?> thread) {
		publish(this.started, TaskStartedEvent::new, thread);
	}

	@Override
	public void succeeded(ThreadWrapper<?> thread) {
		publish(this.succeeded, TaskSucceededEvent::new, thread);
	}

	@Override
	public void failed(ThreadWrapper<?> thread) {
		publish(this.failed, TaskFailedEvent::new, thread);
	}

	@Override
	public void ended(ThreadWrapper<?> thread) {
		publish(this.ended, TaskEndedEvent::new, thread);
	}

	/** A task that outlives its context has no listeners any more. */
	private void publish(EventAudience audience, BiFunction<ThreadManager, ThreadWrapper<?>, TaskEvent> event,
			ThreadWrapper<?> thread) {
		if (this.context.isActive() && audience.isThere()) {
			this.context.publishEvent(event.apply(this.manager, thread));
		}
	}

}
