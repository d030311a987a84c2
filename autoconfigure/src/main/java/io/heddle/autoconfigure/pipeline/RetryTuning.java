package io.heddle.autoconfigure.pipeline;

import java.time.Duration;

import io.heddle.autoconfigure.diagnostics.ValueMistakes;
import io.heddle.autoconfigure.pipeline.PipelineProperties.Retry;
import io.heddle.pipeline.RetrySpec;
import org.jspecify.annotations.Nullable;

/**
 * The retry settings of one stage, checked and applied to those that it has.
 */
final class RetryTuning {

	private final String property;

	private final Retry settings;

	RetryTuning(String property, Retry settings) {
		this.property = property;
		this.settings = settings;
	}

	RetrySpec apply(RetrySpec spec) {
		Duration delay = duration("delay", this.settings.delay(), spec.delay());
		return new RetrySpec(attempts(spec.maxAttempts()), delay, multiplier(spec.multiplier()),
				maxDelay(delay, spec.maxDelay()), duration("jitter", this.settings.jitter(), spec.jitter()));
	}

	private int attempts(int present) {
		Integer value = this.settings.maxAttempts();
		if (value != null && value < 1) {
			throw invalid("max-attempts", value, "at least 1, as it counts the first attempt too");
		}
		return (value != null) ? value : present;
	}

	private double multiplier(double present) {
		Double value = this.settings.multiplier();
		if (value != null && !(value >= 1)) {
			throw invalid("multiplier", value, "at least 1");
		}
		return (value != null) ? value : present;
	}

	/** A longer delay alone makes the longest wait as long. */
	private Duration maxDelay(Duration delay, Duration present) {
		Duration value = this.settings.maxDelay();
		if (value == null) {
			return (present.compareTo(delay) >= 0) ? present : delay;
		}
		if (value.compareTo(delay) < 0) {
			throw invalid("max-delay", value, "at least the delay (%s)".formatted(delay));
		}
		return value;
	}

	private Duration duration(String setting, @Nullable Duration value, Duration present) {
		if (value != null && value.isNegative()) {
			throw invalid(setting, value, "0 or more");
		}
		return (value != null) ? value : present;
	}

	private RuntimeException invalid(String setting, Object value, String requirement) {
		return ValueMistakes.invalidValue(this.property + "." + setting, value, requirement);
	}

}
