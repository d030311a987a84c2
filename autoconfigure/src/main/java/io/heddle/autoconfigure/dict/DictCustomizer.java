package io.heddle.autoconfigure.dict;

import io.heddle.dict.ThreadDictSpec;

/**
 * Has the last word on the settings of each dict of the application, after the
 * properties. Several are called in their order, before the dict can be started.
 */
@FunctionalInterface
public interface DictCustomizer {

	/** The settings to use, with the same name. */
	ThreadDictSpec customize(ThreadDictSpec spec);

}
