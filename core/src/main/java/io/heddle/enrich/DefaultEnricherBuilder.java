package io.heddle.enrich;

import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.thread.ThreadContext;
import io.heddle.thread.ThreadMode;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The parts as they are collected.
 */
final class DefaultEnricherBuilder<T, D> implements EnricherBuilder<T, D> {

	private EnrichSpec spec;

	private @Nullable Consumer<? super TaskQueue<T>> tasks;

	private @Nullable TaskFunction<? super T, ? extends D> function;

	private @Nullable BiConsumer<? super T, ? super D> save;

	private @Nullable FatalErrorHandler fatalErrors;

	private Ticker ticker = Ticker.system();

	private ThreadContext context = ThreadContext.LOGGING;

	DefaultEnricherBuilder(String name) {
		this.spec = EnrichSpec.of(name);
	}

	@Override
	public DefaultEnricherBuilder<T, D> tasks(Supplier<? extends Iterable<? extends T>> tasks) {
		return addTasks((queue) -> queue.putAll(tasks.get()));
	}

	@Override
	public DefaultEnricherBuilder<T, D> addTasks(Consumer<? super TaskQueue<T>> tasks) {
		this.tasks = tasks;
		return this;
	}

	@Override
	public DefaultEnricherBuilder<T, D> doTask(TaskFunction<? super T, ? extends D> function) {
		this.function = function;
		return this;
	}

	@Override
	public DefaultEnricherBuilder<T, D> saveData(BiConsumer<? super T, ? super D> save) {
		this.save = save;
		return this;
	}

	@Override
	public DefaultEnricherBuilder<T, D> threads(int threads) {
		return spec((spec) -> spec.threads(threads));
	}

	@Override
	public DefaultEnricherBuilder<T, D> failFast(boolean failFast) {
		return spec((spec) -> spec.failFast(failFast));
	}

	@Override
	public DefaultEnricherBuilder<T, D> taskTimeout(Duration taskTimeout) {
		return spec((spec) -> spec.taskTimeout(taskTimeout));
	}

	@Override
	public DefaultEnricherBuilder<T, D> progressInterval(Duration progressInterval) {
		return spec((spec) -> spec.progressInterval(progressInterval));
	}

	@Override
	public DefaultEnricherBuilder<T, D> mode(ThreadMode mode) {
		return spec((spec) -> spec.mode(mode));
	}

	@Override
	public DefaultEnricherBuilder<T, D> contextPropagation(boolean contextPropagation) {
		this.context = this.context.logging(contextPropagation);
		return this;
	}

	@Override
	public DefaultEnricherBuilder<T, D> decorator(UnaryOperator<Runnable> decorator) {
		this.context = this.context.decorator(decorator);
		return this;
	}

	@Override
	public DefaultEnricherBuilder<T, D> spec(UnaryOperator<EnrichSpec> change) {
		this.spec = change.apply(this.spec);
		return this;
	}

	@Override
	public DefaultEnricherBuilder<T, D> fatalErrors(FatalErrorHandler fatalErrors) {
		this.fatalErrors = fatalErrors;
		return this;
	}

	@Override
	public DefaultEnricherBuilder<T, D> ticker(Ticker ticker) {
		this.ticker = ticker;
		return this;
	}

	@Override
	public ConfigEnricher<?, T, D> build() {
		FunctionEnricher<T, D> enricher = new FunctionEnricher<>(this.spec, given("tasks", this.tasks),
				given("doTask", this.function), given("saveData", this.save));
		enricher.useTicker(this.ticker);
		enricher.useContext(this.context);
		if (this.fatalErrors != null) {
			enricher.tellFatalErrors(this.fatalErrors);
		}
		return enricher;
	}

	private <V> V given(String part, @Nullable V value) {
		Assert.state(value != null, () -> "Enricher '%s' needs '%s'".formatted(this.spec.name(), part));
		return value;
	}

}
