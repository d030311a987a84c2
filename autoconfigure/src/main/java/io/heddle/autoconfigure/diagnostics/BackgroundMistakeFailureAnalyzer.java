package io.heddle.autoconfigure.diagnostics;

import io.heddle.annotation.BackgroundMistakeException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;

/**
 * Shows a {@link BackgroundMistakeException} without a stack trace.
 */
final class BackgroundMistakeFailureAnalyzer extends AbstractFailureAnalyzer<BackgroundMistakeException>
		implements Ordered {

	/** Before the analyzers of the exceptions that wrap it. */
	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, BackgroundMistakeException cause) {
		return new FailureAnalysis(cause.getDescription(), cause.getAction(), cause);
	}

}
