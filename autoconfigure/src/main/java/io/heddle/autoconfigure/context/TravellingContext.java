package io.heddle.autoconfigure.context;

import java.util.List;
import java.util.function.UnaryOperator;

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

	private final SingletonSupplier<ThreadContext> context;

	TravellingContext(boolean on, ObjectProvider<TaskDecorator> decorators,
			ObjectProvider<ContextPropagation> propagation) {
		this.on = on;
		this.context = SingletonSupplier.of(() -> {
			ContextPropagation own = propagation.getIfAvailable();
			return new ThreadContext(on,
					TaskDecorators
						.outermostFirst(decorators.orderedStream(), on, (own != null) ? own.decorator() : null)
						.stream()
						.map(TravellingContext::asFunction)
						.toList());
		});
	}

	private static UnaryOperator<Runnable> asFunction(TaskDecorator decorator) {
		return decorator::decorate;
	}

	/** Whether the logging context travels. */
	public boolean isOn() {
		return this.on;
	}

	/** What goes around the work, outermost first. */
	public List<UnaryOperator<Runnable>> decorators() {
		return this.context.obtain().decorators();
	}

	/** The same for what is not background; no bean is asked for before it is needed. */
	public ThreadContext forThreads() {
		return new ThreadContext(this.on, List.of((work) -> this.context.obtain().decorate(work)));
	}

}
