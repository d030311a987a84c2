package io.heddle.worker;

import java.util.function.Supplier;

import io.heddle.thread.ThreadSource;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * What the lanes of one life of a worker have in common.
 *
 * @param stragglers those of earlier lives too
 * @param loader finds the classes of the application
 * @param binding gives the executor that is wanted at the moment
 */
record LaneParts(WorkerSpec spec, ThreadSource threads, Ticker ticker, JobQueue queue, TaskLimits limits,
		Stragglers stragglers, Parcels parcels, @Nullable ClassLoader loader, WorkerCounts counts, WorkerErrors errors,
		Supplier<@Nullable Binding> binding) {

	Doer newDoer() {
		return (this.spec.mode() == WorkerMode.THREAD) ? new ThreadDoer(this) : new ChildDoer(this);
	}

}
