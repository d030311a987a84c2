package io.heddle.autoconfigure.context;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;

/**
 * What goes around every task, outermost first: the context of the caller, and then the
 * {@link TaskDecorator} beans. They are nested as in the executors of Spring Boot, where
 * the first bean is the innermost.
 */
final class TaskDecorators {

	private TaskDecorators() {
	}

	/**
	 * The decorators of a context. A bean that carries the Micrometer context is used in
	 * place of our own, and left out when nothing is to travel.
	 * @param own our own, if there can be one
	 */
	static List<TaskDecorator> outermostFirst(Stream<TaskDecorator> beans, boolean propagate,
			@Nullable TaskDecorator own) {
		List<TaskDecorator> decorators = beans.filter((bean) -> propagate || !carriesContext(bean))
			.collect(Collectors.toCollection(ArrayList::new));
		if (own != null && propagate && decorators.stream().noneMatch(TaskDecorators::carriesContext)) {
			decorators.add(own);
		}
		Collections.reverse(decorators);
		return decorators;
	}

	private static boolean carriesContext(TaskDecorator decorator) {
		return decorator instanceof ContextPropagatingTaskDecorator;
	}

}
