package io.heddle.worker;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tasks by name.
 */
class TaskExecutorTests {

	private static int sum(@Nullable Object[] args) {
		return List.of(args).stream().mapToInt((arg) -> (Integer) arg).sum();
	}

	@Test
	void anUnknownTaskIsRefusedWithTheNearestName() throws Exception {
		TaskExecutor tasks = new TaskExecutor().add("rescan", () -> 1).add("add", (args) -> sum(args));
		assertThat(tasks.<Integer>task("add", 1, 2).call()).isEqualTo(3);
		assertThat(tasks.task("rescan")).hasToString("rescan");
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> tasks.task("rescam"))
			.withMessage("There is no task 'rescam'. Did you mean 'rescan'? There are [add, rescan]");
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> tasks.task("rescan", 1).call())
			.withMessageContaining("takes no arguments but was given [1]");
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> tasks.add("add", () -> 1))
			.withMessageContaining("There is a task 'add' already");
	}

}
