package io.heddle.enrich;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import io.heddle.thread.ThreadSource;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * A worker in its thread: it takes tasks until there are none any more.
 */
final class WorkerThread<T, D> {

	private final EnricherWorker<T, D> worker;

	private final Tasks<T> tasks;

	private final RunCounts counts;

	private final RunSwitch runSwitch;

	private final SaveLock saveLock;

	private final Callers callers;

	private final EnrichLog log;

	private final Ticker ticker;

	private final Thread thread;

	private final SaveLock.Saver saver;

	/** What has kept it from its work. */
	private volatile @Nullable Throwable refusal;

	/** The task under way. */
	private volatile @Nullable Attempt attempt;

	WorkerThread(EnricherWorker<T, D> worker, RunParts<T> parts, Ticker ticker, ThreadSource source, String name) {
		this.worker = worker;
		this.tasks = parts.tasks();
		this.counts = parts.counts();
		this.runSwitch = parts.runSwitch();
		this.saveLock = parts.saveLock();
		this.callers = parts.callers();
		this.log = parts.log();
		this.ticker = ticker;
		this.thread = Objects.requireNonNull(source.newThread(name, this::run, this::refused),
				() -> "The source of threads has made no thread '%s'".formatted(name));
		this.saver = new SaveLock.Saver(this.thread, parts.tasks().enricher());
	}

	Thread thread() {
		return this.thread;
	}

	@Nullable Attempt attempt() {
		return this.attempt;
	}

	private void refused(Throwable why) {
		this.refusal = why;
		this.tasks.wakeCaller();
	}

	/** What has kept it from its work; {@code null} if nothing has. */
	@Nullable Throwable refusal() {
		return this.refusal;
	}

	private void run() {
		this.callers.enter();
		try {
			boolean goOn = true;
			while (goOn) {
				T task = this.tasks.take();
				goOn = task != null && deal(task);
			}
		}
		finally {
			Callers.leave();
		}
	}

	/** Gives false if nobody waits for this worker any more. */
	private boolean deal(T task) {
		boolean present = true;
		try {
			present = attempt(task);
		}
		catch (Throwable ex) {
			this.log.lost(ex);
		}
		finally {
			this.attempt = null;
			if (present) {
				this.tasks.done();
			}
		}
		return present;
	}

	/** Whoever ends the run sees it, or it sees that the run is to end. */
	private boolean attempt(T task) {
		Attempt begun = new Attempt(task, this.ticker.nanos());
		this.attempt = begun;
		return this.runSwitch.isOn() ? perform(task, begun) : skip(task, begun);
	}

	private boolean skip(T task, Attempt begun) {
		if (begun.tryEnd()) {
			this.counts.skipped(task);
			return true;
		}
		return begun.tryReturn();
	}

	@SuppressWarnings("Interruption") // what a task leaves is not for the next one
	private boolean perform(T task, Attempt timed) {
		Throwable failure = null;
		boolean saved = false;
		try {
			D data = this.worker.doTask(task);
			saved = data != null && !isEmpty(data) && this.worker.shouldSave(data) && save(task, data, timed);
		}
		catch (Throwable ex) {
			failure = ex;
		}
		if (!timed.tryEnd()) {
			return timed.tryReturn();
		}
		Thread.interrupted();
		if (failure != null) {
			fail(task, failure);
		}
		else {
			count(saved);
		}
		return true;
	}

	private static boolean isEmpty(Object data) {
		return data instanceof Optional<?> optional && optional.isEmpty();
	}

	/** Gives false if the time is up. */
	private boolean save(T task, D data, Attempt timed) throws Exception {
		if (!timed.trySave()) {
			return false;
		}
		this.saveLock.lock(this.saver);
		try {
			if (!timed.isSaving()) {
				return false;
			}
			if (this.runSwitch.isForced()) {
				throw new CancellationException("The run was stopped before the data was saved");
			}
			this.worker.saveData(task, data);
			return true;
		}
		finally {
			this.saveLock.unlock();
		}
	}

	private void count(boolean saved) {
		if (saved) {
			this.counts.saved();
		}
		else {
			this.counts.empty();
		}
	}

	private void fail(T task, Throwable failure) {
		this.counts.failed(task, failure);
		this.runSwitch.failed();
		this.log.failed(this.worker, failure);
	}

}
