package io.heddle.autoconfigure.dict;

import java.time.Duration;
import java.util.Map;

import io.heddle.autoconfigure.naming.Spelling;
import io.heddle.dict.OnReadError;
import io.heddle.thread.ThreadMode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of dicts. What is not set is left to the dict, whose defaults are constants of
 * its spec.
 *
 * @param dict Settings of ThreadDict beans by the name of the bean; case and dashes do
 * not count.
 */
@Validated
@ConfigurationProperties("heddle")
record DictProperties(@DefaultValue Map<String, @Valid Entry> dict) {

	/** The entry of that name, in any spelling; an empty one if there is none. */
	Entry entry(String name) {
		return this.dict.entrySet()
			.stream()
			.filter((entry) -> Spelling.same(entry.getKey(), name))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElseGet(() -> Entry.of(""));
	}

	/**
	 * One dict. Its keys are data: a binder, which knows names, is not to have them.
	 *
	 * @param timewait Least time between two reads of one reader.
	 * @param delay Time from a start to the first read.
	 * @param readers Number of threads that read.
	 * @param start Whether it is started with the application.
	 * @param mode Kind of its threads. Virtual by default when
	 * 'spring.threads.virtual.enabled' is true and the JDK has virtual threads.
	 * @param onReadError What becomes of a value whose refresh has failed.
	 * @param readTimeout Time after which a refresh is interrupted and has failed. Never
	 * when it is 0.
	 * @param maxAge Age of a refreshed value from which on the health is DOWN. Does not
	 * matter when it is 0.
	 * @param keys Keys that are refreshed, exactly as they are spelled, with the time
	 * between two reads. As often as possible when it is 0.
	 */
	record Entry(@Nullable Duration timewait, @Nullable Duration delay, @Nullable @Min(1) Integer readers,
			@Nullable Boolean start, @Nullable ThreadMode mode, @Nullable OnReadError onReadError,
			@Nullable Duration readTimeout, @Nullable Duration maxAge, @Nullable Object keys) {

		/** An entry of which only the key is there. */
		static Entry of(String text) {
			Assert.isTrue(text.isBlank(), () -> "'%s' is not a map of settings".formatted(text));
			return new Entry(null, null, null, null, null, null, null, null, null);
		}

	}

}
