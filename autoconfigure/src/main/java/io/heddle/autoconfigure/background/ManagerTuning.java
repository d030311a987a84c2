package io.heddle.autoconfigure.background;

import java.time.Duration;

import io.heddle.autoconfigure.background.BackgroundProperties.Manager;
import io.heddle.autoconfigure.diagnostics.ValueMistakes;
import io.heddle.background.ThreadManagerSpec;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one manager, checked and applied to those that it has. The checks stand
 * here and not in annotations alone, because a validator may be absent.
 */
final class ManagerTuning {

	private final String property;

	private final Manager settings;

	ManagerTuning(String property, Manager settings) {
		this.property = property;
		this.settings = settings;
	}

	ThreadManagerSpec apply(ThreadManagerSpec spec) {
		return new ThreadManagerSpec(spec.name(),
				range("max-threads", 1, either(this.settings.maxThreads(), spec.maxThreads())),
				range("queue-capacity", 0, either(this.settings.queueCapacity(), spec.queueCapacity())),
				either(this.settings.overflow(), spec.overflow()), supported(either(this.settings.mode(), spec.mode())),
				range("history", 0, either(this.settings.history(), spec.history())),
				notNegative(either(this.settings.keepAlive(), spec.keepAlive())));
	}

	private static <V> V either(@Nullable V value, V present) {
		return (value != null) ? value : present;
	}

	private int range(String setting, int min, int value) {
		if (value < min || value > ThreadManagerSpec.MAX_PLACES) {
			throw ValueMistakes.invalidValue(path(setting), value,
					"from %d to %d".formatted(min, ThreadManagerSpec.MAX_PLACES));
		}
		return value;
	}

	private ThreadMode supported(ThreadMode mode) {
		if (!ThreadSource.isSupported(mode)) {
			throw ValueMistakes.noVirtualThreads(path("mode"), Runtime.version().feature());
		}
		return mode;
	}

	private Duration notNegative(Duration value) {
		if (value.isNegative()) {
			throw ValueMistakes.invalidValue(path("keep-alive"), value, "0 or more");
		}
		return value;
	}

	private String path(String setting) {
		return this.property + "." + setting;
	}

}
