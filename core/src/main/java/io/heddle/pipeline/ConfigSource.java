package io.heddle.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * Gives the configuration of a pipeline in the type that a stage asks for.
 */
public interface ConfigSource {

	/** The configuration as that type, or {@code null} if there is none. */
	<C> @Nullable C as(Class<C> type);

	/** A source of one object, for whoever asks for its class or a supertype. */
	static ConfigSource of(Object config) {
		return new ConfigSource() {
			@Override
			public <C> @Nullable C as(Class<C> type) {
				return type.isInstance(config) ? type.cast(config) : null;
			}
		};
	}

}
