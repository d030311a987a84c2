package io.heddle.autoconfigure.generator;

import io.heddle.generator.GeneratorSpec;

/**
 * Has the last word on the settings of each generator that the application's
 * {@code BackgroundGenerators} make, after the properties. Several are called in their
 * order, before the generator begins.
 */
@FunctionalInterface
public interface GeneratorCustomizer {

	/** The settings to use, with the same name. */
	GeneratorSpec customize(GeneratorSpec spec);

}
