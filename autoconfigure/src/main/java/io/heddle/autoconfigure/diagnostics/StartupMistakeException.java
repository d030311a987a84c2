package io.heddle.autoconfigure.diagnostics;

import org.jspecify.annotations.Nullable;

/**
 * A mistake in the configuration that stops the start of the application.
 */
public final class StartupMistakeException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String description;

	private final String action;

	StartupMistakeException(String description, String action) {
		this(description, action, null);
	}

	StartupMistakeException(String description, String action, @Nullable Throwable cause) {
		super(description + " " + action, cause);
		this.description = description;
		this.action = action;
	}

	/** What is wrong, and where. */
	public String getDescription() {
		return this.description;
	}

	/** What to do about it. */
	public String getAction() {
		return this.action;
	}

}
