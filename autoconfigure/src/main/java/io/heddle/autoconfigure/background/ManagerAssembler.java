package io.heddle.autoconfigure.background;

import java.util.List;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.background.ThreadManager;
import io.heddle.background.ThreadManagerBuilder;
import io.heddle.background.ThreadManagerSpec;
import io.heddle.thread.ThreadMode;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.core.task.TaskDecorator;

/**
 * Builds the default thread manager and those of the properties. It is the factory of the
 * bean definitions that {@link ThreadManagerDefinitions} registers.
 */
final class ManagerAssembler {

	private final BackgroundProperties properties;

	private final PropagationProperties propagation;

	private final Environment environment;

	private final BeanFactory beans;

	ManagerAssembler(BackgroundProperties properties, PropagationProperties propagation, Environment environment,
			BeanFactory beans) {
		this.properties = properties;
		this.propagation = propagation;
		this.environment = environment;
		this.beans = beans;
	}

	ThreadManager assembleDefault() {
		return build(defaults());
	}

	/** The manager of that entry. */
	ThreadManager assemble(String name) {
		String property = ThreadManagerDefinitions.MANAGERS + "." + name;
		return build(new ManagerTuning(property, this.properties.manager(name)).apply(defaults().name(name)));
	}

	private ThreadManagerSpec defaults() {
		ThreadMode mode = Threading.VIRTUAL.isActive(this.environment) ? ThreadMode.VIRTUAL : ThreadMode.PLATFORM;
		return new ManagerTuning(ThreadManagerDefinitions.PROPERTY, this.properties.manager())
			.apply(ThreadManagerSpec.DEFAULT.mode(mode));
	}

	private ThreadManager build(ThreadManagerSpec spec) {
		ThreadManagerBuilder builder = ThreadManager.builder()
			.spec(spec)
			.contextPropagation(this.propagation.contextPropagation())
			.fatalErrors(all(FatalErrorHandler.class).getIfAvailable(FatalErrorHandler::logging));
		decorators().forEach((decorator) -> builder.decorator(decorator::decorate));
		all(ThreadManagerCustomizer.class).orderedStream().forEach((customizer) -> customizer.customize(builder));
		builder.name(spec.name());
		TaskObservations observations = all(TaskObservations.class).getIfAvailable();
		return (observations != null) ? observations.build(builder) : builder.build();
	}

	private List<TaskDecorator> decorators() {
		ContextPropagation own = all(ContextPropagation.class).getIfAvailable();
		return TaskDecorators.outermostFirst(all(TaskDecorator.class).orderedStream(),
				this.propagation.contextPropagation(), (own != null) ? own.decorator() : null);
	}

	private <B> ObjectProvider<B> all(Class<B> type) {
		return this.beans.getBeanProvider(type);
	}

}
