package io.heddle.enrich;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Tells that a run of an enricher has failed, and with which tasks. Its cause is the
 * first failure, the next few are its suppressed exceptions.
 */
public class EnrichException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private static final int MAX_SUPPRESSED = 10;

	private final transient @Nullable EnrichReport report;

	/** The failures of a run. */
	@SuppressWarnings("this-escape") // to a final method of Throwable
	public EnrichException(EnrichReport report) {
		this("Enricher '%s' failed with %d of %d tasks, %d were skipped".formatted(report.name(), report.failed(),
				report.tasks(), report.skipped()), report, report.failures().get(0).cause());
		report.failures().stream().skip(1).limit(MAX_SUPPRESSED).forEach((failure) -> {
			addSuppressed(failure.cause());
		});
	}

	/** What has ended a run, besides failures of its tasks. */
	public EnrichException(String message, @Nullable EnrichReport report, Throwable cause) {
		super(message, cause);
		this.report = report;
	}

	/**
	 * The tasks that have failed, in order, at most {@link EnrichReport#MAX_FAILURES}.
	 */
	public List<TaskFailure<?>> failures() {
		return (this.report != null) ? this.report.failures() : List.of();
	}

	/** How many failures there were beyond those. */
	public long dropped() {
		return (this.report != null) ? this.report.dropped() : 0;
	}

	/** What has come of the run; {@code null} if that is not known. */
	public @Nullable EnrichReport report() {
		return this.report;
	}

}
