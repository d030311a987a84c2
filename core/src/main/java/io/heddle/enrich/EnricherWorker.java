package io.heddle.enrich;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Does tasks in a thread of its own: several of a class do so at the same time, each with
 * what {@link ConfigEnricher#configThread} has given it.
 *
 * @param <T> the tasks
 * @param <D> their data
 */
public abstract class EnricherWorker<T, D> {

	private @Nullable TaskQueue<T> tasks;

	private String descr = "enricher";

	/**
	 * Gets the data of a task. Several workers do so at the same time. What it throws
	 * fails this task and no other.
	 * @return {@code null} or an empty {@code Optional} if there is none, which is not
	 * saved and no failure
	 */
	protected abstract @Nullable D doTask(T task) throws Exception;

	/**
	 * Saves the data of a task. One worker at a time does so, of all enrichers that have
	 * the same builder. What it throws fails this task and no other.
	 */
	protected abstract void saveData(T task, D data) throws Exception;

	/** Whether data is to be saved that is there. By default it is, whatever it is. */
	protected boolean shouldSave(D data) {
		return true;
	}

	/** What it does, for the log: by default the name of its enricher. */
	protected String descr() {
		return this.descr;
	}

	/** Takes further tasks, for {@link #doTask} and {@link #saveData}. */
	protected final TaskQueue<T> tasks() {
		TaskQueue<T> queue = this.tasks;
		Assert.state(queue != null, "A worker has tasks when its enricher has created it");
		return queue;
	}

	/** Before it is configured. */
	final void belongTo(String enricher, TaskQueue<T> queue) {
		this.descr = enricher;
		this.tasks = queue;
	}

}
