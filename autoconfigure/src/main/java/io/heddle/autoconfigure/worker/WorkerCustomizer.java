package io.heddle.autoconfigure.worker;

import io.heddle.worker.WorkerSpec;

/**
 * Has the last word on the settings of each {@link io.heddle.worker.WorkerProcess} of the
 * application, after the properties. Several are called in their order, before the worker
 * can be started.
 */
@FunctionalInterface
public interface WorkerCustomizer {

	/** The settings to use, with the same name. */
	WorkerSpec customize(WorkerSpec spec);

}
