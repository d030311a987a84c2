package io.heddle.autoconfigure.context;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import io.heddle.thread.ThreadContext;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.task.TaskDecorator;
import org.springframework.util.function.SingletonSupplier;

/**
 * What travels from the caller into the threads that work for him, in an application: its
 * logging context, its Micrometer context and what the {@link TaskDecorator} beans carry.
 * The beans are asked for when the first of them is needed.
 */
public final class TravellingContext {

	private final boolean on;

	private final SingletonSupplier<List<TaskDecorator>> decorators;

	TravellingContext(boolean on, ObjectProvider<TaskDecorator> decorators,
			ObjectProvider<ContextPropagation> propagation) {
		this.on = on;
		this.decorators = SingletonSupplier.of(() -> {
			ContextPropagation own = propagation.getIfAvailable();
			return TaskDecorators.outermostFirst(decorators.orderedStream(), on,
					(own != null) ? own.decorator() : null);
		});
	}

	/** Whether the logging context travels. */
	public boolean isOn() {
		return this.on;
	}

	/** What goes around the work, outermost first. */
	public List<UnaryOperator<Runnable>> decorators() {
		return this.decorators.obtain()
			.stream()
			.map((decorator) -> (UnaryOperator<Runnable>) decorator::decorate)
			.collect(Collectors.toList());
	}

	/** The same for whole threads; no bean is asked for before the first of them. */
	public ThreadContext forThreads() {
		return new ThreadContext(this.on, List.of(this::decorate));
	}

	private Runnable decorate(Runnable work) {
		return new ThreadContext(this.on, decorators()).decorate(work);
	}

}
