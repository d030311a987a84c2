package io.heddle.enrich;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * An enricher of functions. Its builder, in the sense of the model, is itself.
 */
final class FunctionEnricher<T, D> extends ConfigEnricher<Object, T, D> {

	private final Consumer<? super TaskQueue<T>> tasks;

	private final TaskFunction<? super T, ? extends D> function;

	private final BiConsumer<? super T, ? super D> save;

	FunctionEnricher(EnrichSpec spec, Consumer<? super TaskQueue<T>> tasks,
			TaskFunction<? super T, ? extends D> function, BiConsumer<? super T, ? super D> save) {
		super(new Object(), spec);
		this.tasks = tasks;
		this.function = function;
		this.save = save;
	}

	@Override
	protected void addTasks(TaskQueue<T> queue) {
		this.tasks.accept(queue);
	}

	@Override
	protected EnricherWorker<T, D> createWorker() {
		return new FunctionWorker<>(this.function, this.save);
	}

	/** A worker of functions. */
	private static final class FunctionWorker<T, D> extends EnricherWorker<T, D> {

		private final TaskFunction<? super T, ? extends D> function;

		private final BiConsumer<? super T, ? super D> save;

		FunctionWorker(TaskFunction<? super T, ? extends D> function, BiConsumer<? super T, ? super D> save) {
			this.function = function;
			this.save = save;
		}

		@Override
		protected @Nullable D doTask(T task) throws Exception {
			return this.function.doTask(task);
		}

		@Override
		protected void saveData(T task, D data) {
			this.save.accept(task, data);
		}

	}

}
