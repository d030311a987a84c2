package io.heddle.autoconfigure.worker;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.heddle.autoconfigure.diagnostics.ValueMistakes;
import io.heddle.autoconfigure.naming.VerbatimKeys.Setting;
import io.heddle.autoconfigure.worker.WorkerProperties.Entry;
import io.heddle.worker.WorkerSpec;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * The settings of one entry, checked and applied to those that a worker has. The checks
 * stand here and not in annotations alone, because a validator may be absent.
 *
 * @param property the property of the entry as it is spelled
 * @param entry its settings
 * @param environment variables by their names
 */
record WorkerTuning(String property, Entry entry, Map<String, Setting> environment) {

	WorkerSpec apply(WorkerSpec spec) {
		return limits(children(spec)).jvmArgs(either(this.entry.jvmArgs(), spec.jvmArgs()))
			.allowedTypes(allowedTypes(spec))
			.environment(environmentOf(spec))
			.autoStart(either(this.entry.start(), spec.autoStart()));
	}

	private WorkerSpec children(WorkerSpec spec) {
		return spec.mode(either(this.entry.mode(), spec.mode()))
			.count(range("count", this.entry.count(), spec.count(), 1, WorkerSpec.MAX_COUNT))
			.heap(heap(spec.heap()))
			.maxTasksPerChild(range("max-tasks-per-child", this.entry.maxTasksPerChild(), spec.maxTasksPerChild(), 0,
					Integer.MAX_VALUE))
			.restartBackoff(backoff(spec.restartBackoff()));
	}

	private WorkerSpec limits(WorkerSpec spec) {
		return spec.taskTimeout(timeout(spec.taskTimeout()))
			.queueCapacity(
					range("queue-capacity", this.entry.queueCapacity(), spec.queueCapacity(), 1, Integer.MAX_VALUE))
			.maxFrameSize(frameSize(spec.maxFrameSize()));
	}

	private static <V> V either(@Nullable V value, V present) {
		return (value != null) ? value : present;
	}

	private int range(String setting, @Nullable Integer value, int present, int min, int max) {
		if (value != null && (value < min || value > max)) {
			throw invalid(setting, value,
					(max == Integer.MAX_VALUE) ? "at least " + min : "from %d to %d".formatted(min, max));
		}
		return either(value, present);
	}

	private long heap(long present) {
		DataSize value = this.entry.heap();
		if (value != null && value.toBytes() != 0 && value.toBytes() < WorkerSpec.MIN_HEAP) {
			throw invalid("heap", value, "0 or at least " + DataSize.ofBytes(WorkerSpec.MIN_HEAP));
		}
		return (value != null) ? value.toBytes() : present;
	}

	private long frameSize(long present) {
		DataSize value = this.entry.maxFrameSize();
		if (value != null && (value.toBytes() < WorkerSpec.LEAST_FRAME || value.toBytes() > WorkerSpec.LARGEST_FRAME)) {
			throw invalid("max-frame-size", value, "from %s to %s".formatted(DataSize.ofBytes(WorkerSpec.LEAST_FRAME),
					DataSize.ofBytes(WorkerSpec.LARGEST_FRAME)));
		}
		return (value != null) ? value.toBytes() : present;
	}

	private Duration timeout(Duration present) {
		Duration value = this.entry.taskTimeout();
		if (value != null && value.isNegative()) {
			throw invalid("task-timeout", value, "0 or more");
		}
		return either(value, present);
	}

	private Duration backoff(Duration present) {
		Duration value = this.entry.restartBackoff();
		if (value != null && value.toMillis() < 1) {
			throw invalid("restart-backoff", value, "at least 1 ms");
		}
		return either(value, present);
	}

	private List<String> allowedTypes(WorkerSpec spec) {
		List<String> types = either(this.entry.allowedTypes(), spec.allowedTypes());
		for (String type : types) {
			if (!WorkerSpec.isTypePattern(type)) {
				throw invalid("allowed-types", type, "names of classes, or of packages followed by '.*' or '.**'");
			}
		}
		return types;
	}

	/** Those of the code stay where the entry has none of that name. */
	private Map<String, String> environmentOf(WorkerSpec spec) {
		Map<String, String> variables = new LinkedHashMap<>(spec.environment());
		this.environment.forEach((name, setting) -> variables.put(name, setting.value()));
		return variables;
	}

	private RuntimeException invalid(String setting, Object value, String requirement) {
		return ValueMistakes.invalidValue(this.property + "." + setting, value, requirement);
	}

}
