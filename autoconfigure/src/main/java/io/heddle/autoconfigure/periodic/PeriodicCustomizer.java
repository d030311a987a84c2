package io.heddle.autoconfigure.periodic;

import io.heddle.periodic.PeriodicSpec;

/**
 * Has the last word on the settings of each periodic object and crontab of the
 * application, after the properties. Several are called in their order, before it is
 * started with the application.
 */
@FunctionalInterface
public interface PeriodicCustomizer {

	/** The settings to use, with the same name; a crontab keeps its mode. */
	PeriodicSpec customize(PeriodicSpec spec);

}
