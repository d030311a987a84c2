package io.heddle.worker;

/**
 * The child that ran a task has ended without an answer. The task may have been done in
 * part; it is not run again by itself.
 */
public class WorkerCrashedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final long pid;

	private final int exitCode;

	public WorkerCrashedException(String message, long pid, int exitCode) {
		super(message);
		this.pid = pid;
		this.exitCode = exitCode;
	}

	/** The number of the process that has ended. */
	public long pid() {
		return this.pid;
	}

	/** Its exit code: above 128 it was killed by the signal with that number less 128. */
	public int exitCode() {
		return this.exitCode;
	}

}
