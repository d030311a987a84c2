package io.heddle.worker;

/**
 * The child that ran a task has ended without an answer: the task may have been done in
 * part, and is not run again by itself. Or no child could be started for it: then it has
 * not begun, as the message says.
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

	/** The number of the process that has ended, 0 if there was none. */
	public long pid() {
		return this.pid;
	}

	/**
	 * Its exit code: above 128 it was killed by the signal with that number less 128;
	 * negative if it is not known.
	 */
	public int exitCode() {
		return this.exitCode;
	}

}
