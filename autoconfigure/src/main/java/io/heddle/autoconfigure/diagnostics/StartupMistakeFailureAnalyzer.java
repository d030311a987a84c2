package io.heddle.autoconfigure.diagnostics;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;

/**
 * Shows a {@link StartupMistakeException} without a stack trace.
 */
final class StartupMistakeFailureAnalyzer extends AbstractFailureAnalyzer<StartupMistakeException> implements Ordered {

	/** Before the analyzers of the exceptions that wrap it. */
	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, StartupMistakeException cause) {
		return new FailureAnalysis(cause.getDescription(), cause.getAction(), cause);
	}

}
