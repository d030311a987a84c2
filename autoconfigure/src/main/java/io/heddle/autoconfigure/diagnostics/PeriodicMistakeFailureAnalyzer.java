package io.heddle.autoconfigure.diagnostics;

import io.heddle.annotation.PeriodicMistakeException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;

/**
 * Shows a {@link PeriodicMistakeException} without a stack trace.
 */
final class PeriodicMistakeFailureAnalyzer extends AbstractFailureAnalyzer<PeriodicMistakeException>
		implements Ordered {

	/** Before the analyzers of the exceptions that wrap it. */
	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, PeriodicMistakeException cause) {
		return new FailureAnalysis(cause.getDescription(), cause.getAction(), cause);
	}

}
