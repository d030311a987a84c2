package io.heddle.autoconfigure.context;

import java.util.List;
import java.util.function.UnaryOperator;

import io.heddle.thread.ThreadContext;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.task.TaskDecorator;

/**
 * What travels from the caller into the threads that work for him, in an application: its
 * logging context, its Micrometer context and what the {@link TaskDecorator} beans carry.
 * The beans are asked for when the first of them is needed.
 */
public final class TravellingContext {

	private final boolean on;

	private final ObjectProvider<TaskDecorator> beans;

	private final ObjectProvider<ContextPropagation> propagation;

	/** Found without a lock, since beans may have to be made for it; twice if need be. */
	private volatile @Nullable ThreadContext context;

	TravellingContext(boolean on, ObjectProvider<TaskDecorator> beans, ObjectProvider<ContextPropagation> propagation) {
		this.on = on;
		this.beans = beans;
		this.propagation = propagation;
	}

	private ThreadContext context() {
		ThreadContext known = this.context;
		if (known == null) {
			ContextPropagation own = this.propagation.getIfAvailable();
			known = new ThreadContext(this.on,
					TaskDecorators
						.outermostFirst(this.beans.orderedStream(), this.on, (own != null) ? own.decorator() : null)
						.stream()
						.map(TravellingContext::asFunction)
						.toList());
			this.context = known;
		}
		return known;
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
		return context().decorators();
	}

	/** The same for what is not background; no bean is asked for before it is needed. */
	public ThreadContext forThreads() {
		return new ThreadContext(this.on, List.of((work) -> context().decorate(work)));
	}

}
