package io.heddle.autoconfigure.background;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.background.ThreadManager;
import io.heddle.background.ThreadManagerBuilder;
import io.heddle.background.ThreadManagerSpec;
import io.heddle.thread.ThreadMode;

import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;

/**
 * Builds the default thread manager and those of the properties. It is the factory of the
 * bean definitions that {@link ThreadManagerDefinitions} registers.
 */
final class ManagerAssembler {

	private final BackgroundProperties properties;

	private final Environment environment;

	private final ManagerParts parts;

	ManagerAssembler(BackgroundProperties properties, Environment environment, ManagerParts parts) {
		this.properties = properties;
		this.environment = environment;
		this.parts = parts;
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
			.contextPropagation(this.parts.context().isOn())
			.fatalErrors(this.parts.fatalErrors().getIfAvailable(FatalErrorHandler::logging));
		this.parts.context().decorators().forEach(builder::decorator);
		this.parts.customizers().orderedStream().forEach((customizer) -> customizer.customize(builder));
		builder.name(spec.name());
		TaskObservations observations = this.parts.observations().getIfAvailable();
		return (observations != null) ? observations.build(builder) : builder.build();
	}

}
