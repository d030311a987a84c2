package io.heddle.autoconfigure.dict;

import java.time.Duration;

import io.heddle.autoconfigure.diagnostics.ValueMistakes;
import io.heddle.autoconfigure.dict.DictProperties.Entry;
import io.heddle.dict.ThreadDictSpec;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one entry, checked and applied to those that a dict has. The checks
 * stand here and not in annotations alone, because a validator may be absent.
 */
final class DictTuning {

	private final String property;

	private final Entry entry;

	DictTuning(String property, Entry entry) {
		this.property = property;
		this.entry = entry;
	}

	ThreadDictSpec apply(ThreadDictSpec spec) {
		return new ThreadDictSpec(spec.name(), notNegative("timewait", this.entry.timewait(), spec.timewait()),
				notNegative("delay", this.entry.delay(), spec.delay()), readers(spec.readers()),
				either(this.entry.onReadError(), spec.onReadError()),
				notNegative("read-timeout", this.entry.readTimeout(), spec.readTimeout()),
				notNegative("max-age", this.entry.maxAge(), spec.maxAge()),
				supported(either(this.entry.mode(), spec.mode())), either(this.entry.start(), spec.autoStart()));
	}

	private static <V> V either(@Nullable V value, V present) {
		return (value != null) ? value : present;
	}

	private Duration notNegative(String setting, @Nullable Duration value, Duration present) {
		if (value != null && value.isNegative()) {
			throw ValueMistakes.invalidValue(path(setting), value, "0 or more");
		}
		return either(value, present);
	}

	private int readers(int present) {
		Integer value = this.entry.readers();
		if (value != null && (value < 1 || value > ThreadDictSpec.MAX_READERS)) {
			throw ValueMistakes.invalidValue(path("readers"), value,
					"from 1 to %d".formatted(ThreadDictSpec.MAX_READERS));
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
