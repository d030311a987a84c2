package io.heddle.periodic;

/**
 * A command of the shell has failed: its exit code was not 0.
 */
public final class CommandException extends Exception {

	private static final long serialVersionUID = 1L;

	private final int exitCode;

	private final String output;

	CommandException(String command, int exitCode, String output) {
		super("Command '%s' has ended with exit code %d".formatted(command, exitCode));
		this.exitCode = exitCode;
		this.output = output;
	}

	public int getExitCode() {
		return this.exitCode;
	}

	/** What it has written to its output and its error output, or the beginning of it. */
	public String getOutput() {
		return this.output;
	}

}
