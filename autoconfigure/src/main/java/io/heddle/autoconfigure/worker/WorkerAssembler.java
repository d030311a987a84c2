package io.heddle.autoconfigure.worker;

import io.heddle.worker.WorkerProcess;

/**
 * Builds the worker processes of the properties, which are tuned like others afterwards.
 * It is the factory of the bean definitions that {@link WorkerDefinitions} registers.
 */
final class WorkerAssembler {

	/** The worker of that entry. */
	WorkerProcess assemble(String name) {
		return WorkerProcess.builder(name).build();
	}

}
