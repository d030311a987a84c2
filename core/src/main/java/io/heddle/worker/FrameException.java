package io.heddle.worker;

import java.io.IOException;

/**
 * What came is no frame, or one that is too large.
 */
final class FrameException extends IOException {

	private static final long serialVersionUID = 1L;

	FrameException(String message) {
		super(message);
	}

}
