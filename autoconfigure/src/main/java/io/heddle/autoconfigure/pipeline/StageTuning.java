package io.heddle.autoconfigure.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.heddle.autoconfigure.diagnostics.StageMistakes;
import io.heddle.autoconfigure.diagnostics.ValueMistakes;
import io.heddle.autoconfigure.pipeline.PipelineProperties.Stage;
import io.heddle.pipeline.OnError;
import io.heddle.pipeline.StageKind;
import io.heddle.pipeline.StageSpec;

/**
 * The settings of one stage, checked and applied to those that it has. The checks stand
 * here and not in annotations alone, because a validator may be absent.
 */
final class StageTuning {

	private final String property;

	private final Stage settings;

	private final Map<String, StageKind> kinds;

	StageTuning(String property, Stage settings, Map<String, StageKind> kinds) {
		this.property = property;
		this.settings = settings;
		this.kinds = kinds;
	}

	StageSpec apply(StageSpec spec) {
		StageKind kind = this.kinds.getOrDefault(spec.name(), StageKind.TRANSPORT);
		StageSpec tuned = tuneThreads(spec);
		tuned = tuneQueue(tuned, kind);
		tuned = tuneBatch(tuned, kind);
		tuned = tuneOnError(tuned, kind);
		if (this.settings.retry() != null) {
			tuned = tuned.retry(new RetryTuning(path("retry"), this.settings.retry()).apply(tuned.retry()));
		}
		return tuned;
	}

	private StageSpec tuneThreads(StageSpec spec) {
		StageSpec tuned = spec;
		if (this.settings.threads() != null) {
			tuned = tuned.threads(range("threads", this.settings.threads(), StageSpec.MAX_THREADS));
		}
		if (this.settings.mode() != null) {
			tuned = tuned.mode(EntryTuning.requireSupported(path("mode"), this.settings.mode()));
		}
		return tuned;
	}

	private StageSpec tuneQueue(StageSpec spec, StageKind kind) {
		if (this.settings.queueCapacity() == null) {
			return spec;
		}
		if (!kind.hasInput()) {
			List<String> names = new ArrayList<>(this.kinds.keySet());
			throw StageMistakes.queueOfFrontend(path("queue-capacity"), spec.name(), names.get(1));
		}
		return spec.queueCapacity(range("queue-capacity", this.settings.queueCapacity(), StageSpec.MAX_QUEUE_CAPACITY));
	}

	private StageSpec tuneBatch(StageSpec spec, StageKind kind) {
		StageSpec tuned = spec;
		if (this.settings.batchSize() != null) {
			requireBatch("batch-size", spec, kind);
			tuned = tuned.batchSize(range("batch-size", this.settings.batchSize(), Integer.MAX_VALUE));
		}
		Duration timeout = this.settings.batchTimeout();
		if (timeout != null) {
			requireBatch("batch-timeout", spec, kind);
			if (timeout.isNegative() || timeout.isZero()) {
				throw ValueMistakes.invalidValue(path("batch-timeout"), timeout, "more than 0");
			}
			tuned = tuned.batchTimeout(timeout);
		}
		return tuned;
	}

	private void requireBatch(String setting, StageSpec spec, StageKind kind) {
		if (kind != StageKind.BATCH_BACKEND) {
			throw StageMistakes.batchOfOther(path(setting), spec.name(), kind.type().getSimpleName());
		}
	}

	private StageSpec tuneOnError(StageSpec spec, StageKind kind) {
		OnError onError = this.settings.onError();
		if (onError == null) {
			return spec;
		}
		String value = onError.name().toLowerCase(Locale.ROOT).replace('_', '-');
		if (kind.hasInput() && onError == OnError.RETRY) {
			throw StageMistakes.retryOfOther(path("on-error"), path("retry.max-attempts"), spec.name(),
					kind.type().getSimpleName());
		}
		if (!kind.hasInput() && (onError == OnError.SKIP || onError == OnError.DEAD_LETTER)) {
			throw StageMistakes.onErrorOfFrontend(path("on-error"), spec.name(), value);
		}
		return spec.onError(onError);
	}

	private int range(String setting, int value, int max) {
		if (value < 1 || value > max) {
			throw ValueMistakes.invalidValue(path(setting), value,
					(max == Integer.MAX_VALUE) ? "at least 1" : "from 1 to %d".formatted(max));
		}
		return value;
	}

	private String path(String setting) {
		return this.property + "." + setting;
	}

}
