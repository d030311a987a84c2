package io.heddle.enrich;

import java.time.Duration;
import java.util.List;

/**
 * What has come of a run: {@code tasks = saved + empty + failed + skipped}.
 *
 * @param name the name of the enricher
 * @param tasks how many tasks there were
 * @param saved those whose data was saved
 * @param empty those without data
 * @param failed those that have failed
 * @param skipped those that were not begun, because another one had failed or the run was
 * stopped, and those that went on when its stop was over
 * @param elapsed how long it took
 * @param failures the first {@link #MAX_FAILURES} failures in the order in which they
 * came
 */
public record EnrichReport(String name, long tasks, long saved, long empty, long failed, long skipped, Duration elapsed,
		List<TaskFailure<?>> failures) {

	/** How many failures are kept; later ones are only counted. */
	public static final int MAX_FAILURES = 1000;

	public EnrichReport {
		failures = List.copyOf(failures);
	}

	/** Failures that were counted and not kept. */
	public long dropped() {
		return this.failed - this.failures.size();
	}

	/** Whether all tasks were done. */
	public boolean isSuccess() {
		return this.failed == 0 && this.skipped == 0;
	}

}
