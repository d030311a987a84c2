package io.heddle.worker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The parts as they are collected.
 */
final class DefaultWorkerProcessBuilder implements WorkerProcess.Builder {

	private WorkerSpec spec;

	private boolean ownMode;

	private @Nullable ThreadSource threads;

	private @Nullable FatalErrorHandler fatalErrors;

	private Ticker ticker = Ticker.system();

	DefaultWorkerProcessBuilder(String name) {
		this.spec = WorkerSpec.of(name);
	}

	@Override
	public DefaultWorkerProcessBuilder mode(WorkerMode mode) {
		return spec((spec) -> spec.mode(mode));
	}

	@Override
	public DefaultWorkerProcessBuilder count(int count) {
		return spec((spec) -> spec.count(count));
	}

	@Override
	public DefaultWorkerProcessBuilder heap(long bytes) {
		return spec((spec) -> spec.heap(bytes));
	}

	@Override
	public DefaultWorkerProcessBuilder taskTimeout(Duration taskTimeout) {
		return spec((spec) -> spec.taskTimeout(taskTimeout));
	}

	@Override
	public DefaultWorkerProcessBuilder maxTasksPerChild(int tasks) {
		return spec((spec) -> spec.maxTasksPerChild(tasks));
	}

	@Override
	public DefaultWorkerProcessBuilder restartBackoff(Duration restartBackoff) {
		return spec((spec) -> spec.restartBackoff(restartBackoff));
	}

	@Override
	public DefaultWorkerProcessBuilder queueCapacity(int capacity) {
		return spec((spec) -> spec.queueCapacity(capacity));
	}

	@Override
	public DefaultWorkerProcessBuilder maxFrameSize(long bytes) {
		return spec((spec) -> spec.maxFrameSize(bytes));
	}

	@Override
	public DefaultWorkerProcessBuilder jvmArgs(String... args) {
		return spec((spec) -> spec.jvmArgs(List.of(args)));
	}

	@Override
	public DefaultWorkerProcessBuilder allowedTypes(String... types) {
		return spec((spec) -> spec.allowedTypes(List.of(types)));
	}

	@Override
	public DefaultWorkerProcessBuilder environment(Map<String, String> environment) {
		return spec((spec) -> spec.environment(environment));
	}

	@Override
	public DefaultWorkerProcessBuilder threadMode(ThreadMode mode) {
		this.ownMode = true;
		return spec((spec) -> spec.threadMode(mode));
	}

	@Override
	public DefaultWorkerProcessBuilder threads(ThreadSource threads) {
		this.threads = threads;
		return this;
	}

	@Override
	public DefaultWorkerProcessBuilder autoStart(boolean autoStart) {
		return spec((spec) -> spec.autoStart(autoStart));
	}

	@Override
	public DefaultWorkerProcessBuilder spec(UnaryOperator<WorkerSpec> change) {
		WorkerSpec changed = change.apply(this.spec);
		Assert.isTrue(changed.name().equals(this.spec.name()),
				() -> "Worker '%s' cannot be renamed to '%s'".formatted(this.spec.name(), changed.name()));
		this.spec = changed;
		return this;
	}

	@Override
	public DefaultWorkerProcessBuilder fatalErrors(FatalErrorHandler fatalErrors) {
		this.fatalErrors = fatalErrors;
		return this;
	}

	@Override
	public DefaultWorkerProcessBuilder ticker(Ticker ticker) {
		this.ticker = ticker;
		return this;
	}

	@Override
	public WorkerProcess build() {
		return new WorkerProcess(this.spec, new WorkerParts(this.ownMode, this.threads, this.fatalErrors, this.ticker));
	}

}
