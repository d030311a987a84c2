package io.heddle.autoconfigure.context;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;

import static org.assertj.core.api.Assertions.assertThat;

class TaskDecoratorsTests {

	@Test
	void theContextIsCarriedOnce() {
		TaskDecorator own = new ContextPropagatingTaskDecorator();
		TaskDecorator ofUser = new ContextPropagatingTaskDecorator();
		TaskDecorator other = (task) -> task;
		assertThat(TaskDecorators.outermostFirst(Stream.of(other), true, own)).containsExactly(own, other);
		assertThat(TaskDecorators.outermostFirst(Stream.of(ofUser, other), true, own)).containsExactly(other, ofUser);
		assertThat(TaskDecorators.outermostFirst(Stream.of(ofUser, other), false, own)).containsExactly(other);
		assertThat(TaskDecorators.outermostFirst(Stream.of(other), true, null)).containsExactly(other);
	}

}
