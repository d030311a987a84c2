package io.heddle.autoconfigure.pipeline;

import io.heddle.pipeline.ConfigSource;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The configuration of a pipeline, bound from properties to whatever type is asked for.
 */
final class BoundConfig implements ConfigSource {

	private final String property;

	private final Environment environment;

	BoundConfig(String property, Environment environment) {
		this.property = property;
		this.environment = environment;
	}

	@Override
	public <C> @Nullable C as(Class<C> type) {
		return Binder.get(this.environment).bind(this.property, type).orElse(null);
	}

}
