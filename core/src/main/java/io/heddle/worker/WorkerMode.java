package io.heddle.worker;

/**
 * Where the tasks of a {@link WorkerProcess} run.
 */
public enum WorkerMode {

	/** In threads of this process, as they are. */
	THREAD,

	/** In child processes, each a JVM of its own, as copies. */
	PROCESS

}
