package io.heddle.annotation;

import io.heddle.background.Background;

/**
 * A mistake in a {@link Background} annotation, which stops the start of the application.
 * One in a bean that is made later is thrown when that bean is made or first called. The
 * message is the description and the action.
 */
public final class BackgroundMistakeException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String description;

	private final String action;

	BackgroundMistakeException(String description, String action) {
		super(description + " " + action);
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
