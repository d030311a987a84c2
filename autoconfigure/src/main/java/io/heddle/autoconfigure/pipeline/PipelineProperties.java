package io.heddle.autoconfigure.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.heddle.autoconfigure.naming.Spelling;
import io.heddle.pipeline.OnError;
import io.heddle.thread.ThreadMode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of pipelines. What is not set is left to the pipeline, whose defaults are
 * constants of its specs.
 *
 * @param pipeline Pipelines by name. The name is the name of the bean; case and dashes do
 * not count.
 * @param deadLetters Store of the items that were put aside.
 */
@Validated
@ConfigurationProperties("heddle")
record PipelineProperties(@DefaultValue Map<String, @Valid Entry> pipeline,
		@DefaultValue @Valid DeadLetterStore deadLetters) {

	/** The entry of that name, in any spelling; an empty one if there is none. */
	Entry entry(String name) {
		Entry entry = get(this.pipeline, name);
		return (entry != null) ? entry : Entry.of("");
	}

	private static <V> @Nullable V get(Map<String, V> map, String name) {
		String uniform = Spelling.uniform(name);
		return map.entrySet()
			.stream()
			.filter((entry) -> Spelling.uniform(entry.getKey()).equals(uniform))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(null);
	}

	private static void requireEmpty(String text) {
		Assert.isTrue(text.isBlank(), () -> "'%s' is not a map of settings".formatted(text));
	}

	/**
	 * One pipeline.
	 *
	 * @param flow Stages in order, as names of beans or full names of classes. Can be
	 * left out when the beans tell it, or to tune a Pipeline bean.
	 * @param autoStart Whether it is started with the application.
	 * @param mode Kind of its threads. Virtual by default when
	 * 'spring.threads.virtual.enabled' is true and the JDK has virtual threads.
	 * @param config Settings for the code of its stages, in whatever type a stage asks
	 * for.
	 * @param stages Settings of its stages by name.
	 */
	record Entry(@DefaultValue List<String> flow, @Nullable Boolean autoStart, @Nullable ThreadMode mode,
			@DefaultValue Map<String, Object> config, @DefaultValue Map<String, @Valid Stage> stages) {

		/** An entry of which only the key is there. */
		static Entry of(String text) {
			requireEmpty(text);
			return new Entry(List.of(), null, null, Map.of(), Map.of());
		}

		/** The settings of the stage of that name, in any spelling. */
		@Nullable Stage stage(String name) {
			return get(this.stages, name);
		}

	}

	/**
	 * One stage of a pipeline.
	 *
	 * @param threads Number of threads.
	 * @param queueCapacity Number of items that may wait in front of the stage. Not for a
	 * Frontend.
	 * @param mode Kind of its threads, if it is not that of the pipeline.
	 * @param onError What becomes of an item that has finally failed. For a Frontend only
	 * stop, or retry, which calls it again after a while.
	 * @param retry How a failed item is tried again before that.
	 * @param batchSize Number of items in a full batch. Only for a BatchBackend.
	 * @param batchTimeout Time that the first item of a batch waits at most for others.
	 * Only for a BatchBackend.
	 */
	record Stage(@Nullable @Min(1) Integer threads, @Nullable @Min(1) Integer queueCapacity, @Nullable ThreadMode mode,
			@Nullable OnError onError, @Nullable @Valid Retry retry, @Nullable @Min(1) Integer batchSize,
			@Nullable Duration batchTimeout) {

		/** A stage of which only the key is there. */
		static Stage of(String text) {
			requireEmpty(text);
			return new Stage(null, null, null, null, null, null, null);
		}

	}

	/**
	 * How a failed item is tried again.
	 *
	 * @param maxAttempts Number of attempts in all, the first one included.
	 * @param delay Wait before the second attempt.
	 * @param multiplier Factor by which each wait is longer than the previous one.
	 * @param maxDelay Longest wait.
	 * @param jitter Time by which a wait is varied at random, up or down.
	 */
	record Retry(@Nullable @Min(1) Integer maxAttempts, @Nullable Duration delay, @Nullable @Min(1) Double multiplier,
			@Nullable Duration maxDelay, @Nullable Duration jitter) {

	}

	/**
	 * The store of dead letters.
	 *
	 * @param capacity Number of items that the store keeps. When it is full, an item that
	 * would be put aside fails its pipeline.
	 */
	record DeadLetterStore(@DefaultValue("1000") @Min(1) int capacity) {

	}

}
