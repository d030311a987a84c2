package io.heddle.autoconfigure.background;

import java.time.Duration;
import java.util.Map;

import io.heddle.autoconfigure.naming.Spelling;
import io.heddle.background.Overflow;
import io.heddle.thread.ThreadMode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of thread managers.
 *
 * @param maxThreads Number of tasks that may run at the same time.
 * @param queueCapacity Number of tasks that may wait for a thread.
 * @param overflow What becomes of a task for which there is no place.
 * @param mode Kind of the threads. Virtual by default when
 * 'spring.threads.virtual.enabled' is true and the JDK has virtual threads.
 * @param history Number of closed tasks that are remembered, with their results.
 * @param keepAlive Time that a platform thread waits for a task before it ends.
 * @param managers Further thread managers by name, which is the name of the bean; case
 * and dashes do not count. What is not set is as for the default manager.
 */
@Validated
@ConfigurationProperties("heddle.background")
record BackgroundProperties(@DefaultValue("64") @Min(1) int maxThreads, @DefaultValue("1000") @Min(0) int queueCapacity,
		@DefaultValue("block") Overflow overflow, @Nullable ThreadMode mode, @DefaultValue("100") @Min(0) int history,
		@DefaultValue("60s") Duration keepAlive, @DefaultValue Map<String, @Valid Manager> managers) {

	/** The settings of the default manager. */
	Manager manager() {
		return new Manager(this.maxThreads, this.queueCapacity, this.overflow, this.mode, this.history, this.keepAlive);
	}

	/** The settings of the manager of that name, in any spelling. */
	Manager manager(String name) {
		return this.managers.entrySet()
			.stream()
			.filter((entry) -> Spelling.same(entry.getKey(), name))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElseGet(() -> Manager.of(""));
	}

	/**
	 * One further manager.
	 *
	 * @param maxThreads Number of its tasks that may run at the same time.
	 * @param queueCapacity Number of its tasks that may wait for a thread.
	 * @param overflow What becomes of a task for which it has no place.
	 * @param mode Kind of its threads.
	 * @param history Number of its closed tasks that are remembered, with their results.
	 * @param keepAlive Time that one of its platform threads waits for a task before it
	 * ends.
	 */
	record Manager(@Nullable @Min(1) Integer maxThreads, @Nullable @Min(0) Integer queueCapacity,
			@Nullable Overflow overflow, @Nullable ThreadMode mode, @Nullable @Min(0) Integer history,
			@Nullable Duration keepAlive) {

		/** A manager of which only the key is there. */
		static Manager of(String text) {
			Assert.isTrue(text.isBlank(), () -> "'%s' is not a map of settings".formatted(text));
			return new Manager(null, null, null, null, null, null);
		}

	}

}
