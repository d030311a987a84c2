package io.heddle.autoconfigure.enrich;

import io.heddle.enrich.EnrichSpec;

/**
 * Has the last word on the settings of each enricher of the application, after the
 * properties. Several are called in their order, before the enricher is used.
 */
@FunctionalInterface
public interface EnrichCustomizer {

	/** The settings to use, with the same name. */
	EnrichSpec customize(EnrichSpec spec);

}
