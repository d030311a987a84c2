package io.heddle.autoconfigure.context;

import io.micrometer.context.ContextSnapshotFactory;

import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;

/**
 * Carries the Micrometer context from the caller into a task. What the caller does not
 * have the task does not see either, whatever is left in its thread; afterwards the
 * thread is as it was.
 */
final class ContextPropagation {

	TaskDecorator decorator() {
		return new ContextPropagatingTaskDecorator(ContextSnapshotFactory.builder().clearMissing(true).build());
	}

}
