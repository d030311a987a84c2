package io.heddle.annotation;

import io.heddle.periodic.Periodic;
import org.jspecify.annotations.Nullable;

/**
 * A mistake in a {@link Periodic} annotation, which stops the start of the application.
 * One in a bean that is made later is thrown when that bean is made. The message is the
 * description and the action.
 */
public final class PeriodicMistakeException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String description;

	private final String action;

	PeriodicMistakeException(String description, String action, @Nullable Throwable cause) {
		super(description + " " + action, cause);
		this.description = description;
		this.action = action;
	}

	/** What is wrong: the bean, the method, the attribute and its value. */
	public String getDescription() {
		return this.description;
	}

	/** What to do about it. */
	public String getAction() {
		return this.action;
	}

}
