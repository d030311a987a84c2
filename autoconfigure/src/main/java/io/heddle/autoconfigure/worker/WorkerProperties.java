package io.heddle.autoconfigure.worker;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.heddle.autoconfigure.naming.Spelling;
import io.heddle.worker.WorkerMode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of worker processes. What is not set is left to the worker, whose defaults are
 * constants of its spec.
 *
 * @param worker Worker processes by name, which is the name of the bean; case and dashes
 * do not count. A WorkerProcess bean of that name is tuned.
 */
@Validated
@ConfigurationProperties("heddle")
record WorkerProperties(@DefaultValue Map<String, @Valid Entry> worker) {

	/** The entry of that name, in any spelling; an empty one if there is none. */
	Entry entry(String name) {
		return this.worker.entrySet()
			.stream()
			.filter((entry) -> Spelling.same(entry.getKey(), name))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElseGet(() -> Entry.of(""));
	}

	/**
	 * One worker. The variables of its environment are data: a binder, which knows names,
	 * is not to have them.
	 *
	 * @param mode Where its tasks run: in child processes, or in threads of this one.
	 * @param count Number of its children or threads.
	 * @param heap Largest heap of a child. As its JVM has it when it is 0.
	 * @param taskTimeout Time after which a task has failed and its child is replaced.
	 * Never when it is 0.
	 * @param maxTasksPerChild Number of tasks after which a child is replaced by a new
	 * one. Never when it is 0.
	 * @param restartBackoff Wait before the first restart of a child that has died. Each
	 * further one waits twice as long, up to 30 seconds.
	 * @param queueCapacity Number of tasks that may wait.
	 * @param maxFrameSize Largest size of a task or a result on its way.
	 * @param jvmArgs Further options of the JVM of a child.
	 * @param allowedTypes Classes that may travel, or packages followed by '.*', or by
	 * '.**' for those below too. Value types of the JDK and the packages of the
	 * application may in any case.
	 * @param environment Variables of a child besides the locale and the path, exactly as
	 * they are spelled.
	 * @param start Whether it is started with the application.
	 */
	record Entry(@Nullable WorkerMode mode, @Nullable @Min(1) Integer count, @Nullable DataSize heap,
			@Nullable Duration taskTimeout, @Nullable @Min(0) Integer maxTasksPerChild,
			@Nullable Duration restartBackoff, @Nullable @Min(1) Integer queueCapacity, @Nullable DataSize maxFrameSize,
			@Nullable List<String> jvmArgs, @Nullable List<String> allowedTypes, @Nullable Object environment,
			@Nullable Boolean start) {

		/** An entry of which only the key is there. */
		static Entry of(String text) {
			Assert.isTrue(text.isBlank(), () -> "'%s' is not a map of settings".formatted(text));
			return new Entry(null, null, null, null, null, null, null, null, null, null, null, null);
		}

	}

}
