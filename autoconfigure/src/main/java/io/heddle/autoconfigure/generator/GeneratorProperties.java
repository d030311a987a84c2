package io.heddle.autoconfigure.generator;

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
 * Settings of generators. What is not set is left to the generator, whose defaults are
 * constants of its spec.
 *
 * @param generator Settings of generators by the name with which BackgroundGenerators
 * make them; case and dashes do not count.
 */
@Validated
@ConfigurationProperties("heddle")
record GeneratorProperties(@DefaultValue Map<String, @Valid Entry> generator) {

	/** The entry of that name, in any spelling; an empty one if there is none. */
	Entry entry(String name) {
		return this.generator.entrySet()
			.stream()
			.filter((entry) -> Spelling.same(entry.getKey(), name))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElseGet(() -> Entry.of(""));
	}

	/**
	 * The generators of one name.
	 *
	 * @param prefetch Number of items that wait for the consumer, besides the one that
	 * waits to be inserted. As many as there are when it is 0.
	 * @param mode Kind of their threads. Virtual by default when
	 * 'spring.threads.virtual.enabled' is true and the JDK has virtual threads.
	 */
	record Entry(@Nullable @Min(0) Integer prefetch, @Nullable ThreadMode mode) {

		/** An entry of which only the key is there. */
		static Entry of(String text) {
			Assert.isTrue(text.isBlank(), () -> "'%s' is not a map of settings".formatted(text));
			return new Entry(null, null);
		}

	}

}
