package io.heddle.autoconfigure.periodic;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;

import io.heddle.autoconfigure.naming.Spelling;
import io.heddle.periodic.CatchUp;
import io.heddle.periodic.Overlap;
import io.heddle.periodic.PeriodicMode;
import io.heddle.thread.ThreadMode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of periodic objects. What is not set is left to the object, whose defaults are
 * constants of its spec.
 *
 * @param periodic Periodic objects and crontabs by name, which is that of the bean or of
 * the annotated method; case and dashes do not count.
 * @param scheduler Threads that they share.
 * @param cron Crontabs.
 */
@Validated
@ConfigurationProperties("heddle")
record PeriodicProperties(@DefaultValue Map<String, @Valid Entry> periodic, @DefaultValue @Valid Scheduler scheduler,
		@DefaultValue Cron cron) {

	/** The entry of that name, in any spelling; an empty one if there is none. */
	Entry entry(String name) {
		return this.periodic.entrySet()
			.stream()
			.filter((entry) -> Spelling.same(entry.getKey(), name))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElseGet(() -> Entry.of(""));
	}

	/**
	 * One periodic object or crontab.
	 *
	 * @param period Time between iterations.
	 * @param minWait Least time between the end of an iteration and the beginning of the
	 * next one.
	 * @param threads Number of iterations that may go on at the same time, or of parts
	 * into which one is split.
	 * @param first Number of iterations that do not call the target.
	 * @param start Whether it is started with the application.
	 * @param mode From where the period is counted.
	 * @param cron Times instead of a period: six fields as in Spring, or five as in a
	 * crontab.
	 * @param zone Time zone of the cron expression.
	 * @param catchUp What becomes of times that have passed during an iteration. For
	 * fixed-rate and cron.
	 * @param overlap What becomes of a tick for which no thread is allowed.
	 * @param dedicatedThread Whether it has threads of its own.
	 * @param grace Number of periods that the last success may be old before the health
	 * is down. 0 if it does not matter. By cron the time from the last iteration to the
	 * next one counts as a period.
	 */
	record Entry(@Nullable Duration period, @Nullable Duration minWait, @Nullable @Min(1) Integer threads,
			@Nullable @Min(0) Long first, @Nullable Boolean start, @Nullable PeriodicMode mode, @Nullable String cron,
			@Nullable ZoneId zone, @Nullable CatchUp catchUp, @Nullable Overlap overlap,
			@Nullable Boolean dedicatedThread, @Nullable @Min(0) Double grace) {

		/** An entry of which only the key is there. */
		static Entry of(String text) {
			Assert.isTrue(text.isBlank(), () -> "'%s' is not a map of settings".formatted(text));
			return new Entry(null, null, null, null, null, null, null, null, null, null, null, null);
		}

	}

	/**
	 * The threads that periodic objects share.
	 *
	 * @param maxThreads Number of threads that periodic objects share. What is due when
	 * all are busy is late. More by default when they are virtual.
	 * @param mode Kind of these threads. Virtual by default when
	 * 'spring.threads.virtual.enabled' is true and the JDK has virtual threads.
	 */
	record Scheduler(@Nullable @Min(1) Integer maxThreads, @Nullable ThreadMode mode) {

	}

	/**
	 * What holds for all crontabs.
	 *
	 * @param allowShell Whether a crontab may run a command of the shell.
	 */
	record Cron(@DefaultValue("false") boolean allowShell) {

	}

}
