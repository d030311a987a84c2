package io.heddle.worker;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A task of a {@link WorkerProcess} has thrown something. That itself is the cause if it
 * may travel, see {@link WorkerSpec#allowedTypes()}; if not, what caused it is told by
 * exceptions of this class too.
 */
public class RemoteTaskException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String type;

	private final @Nullable String remoteMessage;

	@SuppressWarnings("serial") // a copy, which is serializable
	private final List<String> stack;

	/**
	 * One for what was thrown.
	 * @param type the name of its class
	 * @param message its message
	 * @param stack the lines of its stack trace
	 */
	public RemoteTaskException(String type, @Nullable String message, List<String> stack, @Nullable Throwable cause) {
		super((message != null) ? type + ": " + message : type, cause);
		this.type = type;
		this.remoteMessage = message;
		this.stack = List.copyOf(stack);
	}

	/** The name of the class of what was thrown. */
	public String type() {
		return this.type;
	}

	/** Its message. */
	public @Nullable String message() {
		return this.remoteMessage;
	}

	/** Its stack trace where it was thrown, in lines. */
	public List<String> stack() {
		return this.stack;
	}

}
