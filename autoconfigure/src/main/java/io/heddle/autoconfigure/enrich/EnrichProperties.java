package io.heddle.autoconfigure.enrich;

import java.time.Duration;
import java.util.Map;

import io.heddle.autoconfigure.naming.Spelling;
import io.heddle.thread.ThreadMode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of enrichers. What is not set is left to the enricher, whose defaults are
 * constants of its spec.
 *
 * @param enrich Settings of ConfigEnricher beans by the name of the bean; case and dashes
 * do not count.
 */
@Validated
@ConfigurationProperties("heddle")
record EnrichProperties(@DefaultValue Map<String, @Valid Entry> enrich) {

	/** The entry of that name, in any spelling; an empty one if there is none. */
	Entry entry(String name) {
		return this.enrich.entrySet()
			.stream()
			.filter((entry) -> Spelling.same(entry.getKey(), name))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElseGet(() -> Entry.of(""));
	}

	/**
	 * One enricher.
	 *
	 * @param threads Number of threads that do tasks.
	 * @param failFast Whether no task is begun any more after one has failed.
	 * @param taskTimeout Time after which a task is interrupted and has failed. Never
	 * when it is 0.
	 * @param progressInterval How often the number of tasks left is logged. Never when it
	 * is 0.
	 * @param mode Kind of its threads. Virtual by default when
	 * 'spring.threads.virtual.enabled' is true and the JDK has virtual threads.
	 */
	record Entry(@Nullable @Min(1) Integer threads, @Nullable Boolean failFast, @Nullable Duration taskTimeout,
			@Nullable Duration progressInterval, @Nullable ThreadMode mode) {

		/** An entry of which only the key is there. */
		static Entry of(String text) {
			Assert.isTrue(text.isBlank(), () -> "'%s' is not a map of settings".formatted(text));
			return new Entry(null, null, null, null, null);
		}

	}

}
