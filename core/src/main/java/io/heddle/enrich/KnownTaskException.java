package io.heddle.enrich;

import org.jspecify.annotations.Nullable;

/**
 * A failure of a task that is expected to happen: it is logged without a stack trace, and
 * not at all if it has no message, because whoever threw it has logged it.
 */
public class KnownTaskException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public KnownTaskException(@Nullable String message) {
		super(message);
	}

	public KnownTaskException(@Nullable String message, Throwable cause) {
		super(message, cause);
	}

}
