package io.heddle.autoconfigure.enrich;

import java.time.Duration;

import io.heddle.autoconfigure.diagnostics.ValueMistakes;
import io.heddle.autoconfigure.enrich.EnrichProperties.Entry;
import io.heddle.enrich.EnrichSpec;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one entry, checked and applied to those that an enricher has. The
 * checks stand here and not in annotations alone, because a validator may be absent.
 */
final class EnrichTuning {

	private final String property;

	private final Entry entry;

	EnrichTuning(String property, Entry entry) {
		this.property = property;
		this.entry = entry;
	}

	EnrichSpec apply(EnrichSpec spec) {
		return new EnrichSpec(spec.name(), threads(spec.threads()), either(this.entry.failFast(), spec.failFast()),
				notNegative("task-timeout", this.entry.taskTimeout(), spec.taskTimeout()),
				notNegative("progress-interval", this.entry.progressInterval(), spec.progressInterval()),
				supported(either(this.entry.mode(), spec.mode())));
	}

	private static <V> V either(@Nullable V value, V present) {
		return (value != null) ? value : present;
	}

	private int threads(int present) {
		Integer value = this.entry.threads();
		if (value != null && (value < 1 || value > EnrichSpec.MAX_THREADS)) {
			throw ValueMistakes.invalidValue(path("threads"), value, "from 1 to %d".formatted(EnrichSpec.MAX_THREADS));
		}
		return either(value, present);
	}

	private Duration notNegative(String setting, @Nullable Duration value, Duration present) {
		if (value != null && value.isNegative()) {
			throw ValueMistakes.invalidValue(path(setting), value, "0 or more");
		}
		return either(value, present);
	}

	private ThreadMode supported(ThreadMode mode) {
		if (!ThreadSource.isSupported(mode)) {
			throw ValueMistakes.noVirtualThreads(path("mode"), Runtime.version().feature());
		}
		return mode;
	}

	private String path(String setting) {
		return this.property + "." + setting;
	}

}
