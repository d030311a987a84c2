package io.heddle.background;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

import io.heddle.activity.ActivityListener;
import io.heddle.activity.ActivityListeners;
import io.heddle.activity.ActivityState;
import io.heddle.activity.Measure;
import io.heddle.activity.StateHolder;
import io.heddle.activity.StopOrder;
import io.heddle.activity.StopOutcome;
import io.heddle.buffer.Places;
import io.heddle.thread.ThreadSource;
import io.heddle.time.Deadline;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * What users hold: it bounds the tasks by {@link Places}, hands them to {@link Workers}
 * and remembers them.
 */
final class DefaultThreadManager implements ThreadManager {

	private static final Duration CLOSE_LIMIT = Duration.ofSeconds(25);

	/** For callbacks after the interrupt. */
	private static final Duration GRACE = Duration.ofMillis(500);

	private final ThreadManagerSpec spec;

	private final TaskContext context;

	private final Ticker ticker;

	/** A moment on both clocks. */
	private final Instant anchor;

	private final long anchorNanos;

	private final TaskReporter reporter;

	private final Places places;

	private final Entrance entrance;

	private final Workers workers;

	private final ActiveTasks active;

	private final TaskHistory history;

	private final TaskCounts counts = new TaskCounts();

	private final StateHolder<ActivityState> state;

	private final ActivityListeners listeners = new ActivityListeners(this);

	private final ManagerMeter meter;

	DefaultThreadManager(ThreadManagerSpec spec, ThreadSource source, TaskContext context, Ticker ticker) {
		this.spec = spec;
		this.context = context;
		this.ticker = ticker;
		this.anchor = ticker.now();
		this.anchorNanos = ticker.nanos();
		this.reporter = new TaskReporter(context.fatalErrors());
		this.places = new Places(spec.places());
		this.entrance = new Entrance(spec, this.places, this.counts);
		this.workers = new Workers(spec, source, ticker);
		this.active = new ActiveTasks(spec.places());
		this.history = new TaskHistory(spec.history());
		this.state = new StateHolder<>(ActivityState.RUNNING, DefaultThreadManager::isLegal, ticker);
		this.meter = new ManagerMeter(this, this.counts);
	}

	private static boolean isLegal(ActivityState from, ActivityState to) {
		return switch (to) {
			case STOPPING -> from == ActivityState.RUNNING;
			case ENDED -> from == ActivityState.STOPPING;
			case RUNNING -> from == ActivityState.ENDED || from == ActivityState.STOPPING;
			default -> false;
		};
	}

	@Override
	public String room() {
		return ROOM;
	}

	@Override
	public String name() {
		return this.spec.name();
	}

	@Override
	public <T extends @Nullable Object> ThreadWrapper<T> doAsync(ThreadTask<T> task) {
		return submit(TaskPlan.of(task));
	}

	@Override
	public <T extends @Nullable Object> ThreadWrapper<T> doAsync(Callable<T> task) {
		return submit(TaskPlan.of(task));
	}

	@Override
	public ThreadWrapper<@Nullable Void> doAsync(Runnable task) {
		return submit(TaskPlan.of(task));
	}

	@Override
	public <T extends @Nullable Object> TaskBuilder<T> task(ThreadTask<T> task) {
		return new DefaultTaskBuilder<>(this, task, false);
	}

	@Override
	public <T extends @Nullable Object> TaskBuilder<T> task(Callable<T> task) {
		return new DefaultTaskBuilder<>(this, task, false);
	}

	@Override
	public TaskBuilder<@Nullable Void> task(Runnable task) {
		return new DefaultTaskBuilder<>(this, task, false);
	}

	@Override
	public TaskBuilder<@Nullable Object> task(Object bean, String method) {
		TaskBuilder<@Nullable Object> builder = new DefaultTaskBuilder<>(this,
				new MethodTask(bean, method, new Object[0]), false);
		return builder.name(method);
	}

	@Override
	public <T extends @Nullable Object> TaskBuilder<T> asyncTask(Callable<? extends CompletionStage<T>> task) {
		return new DefaultTaskBuilder<>(this, task, true);
	}

	/** Accepts a task, or rejects it. */
	<T extends @Nullable Object> ThreadWrapper<T> submit(TaskPlan<T> plan) {
		boolean queued = this.entrance.enter(isOwnThread(), plan.async());
		Task<T> task = accept(plan);
		if (queued) {
			this.workers.submit(task);
		}
		else {
			task.runInCaller();
		}
		return task;
	}

	/** Whoever stops after the last look at the state finds the task on the list. */
	private <T extends @Nullable Object> Task<T> accept(TaskPlan<T> plan) {
		Task<T> task;
		try {
			task = new Task<>(this, plan);
			this.active.add(task);
		}
		catch (Throwable ex) {
			giveBack();
			throw ex;
		}
		if (this.state.get() != ActivityState.RUNNING) {
			this.active.remove(task);
			giveBack();
			throw this.entrance.stopped();
		}
		this.counts.accept();
		return task;
	}

	/** Whether the current thread runs a task of this manager. */
	private boolean isOwnThread() {
		return CurrentTask.isOf(this);
	}

	/** Called by a task when its function begins. */
	void started(Task<?> task) {
		this.counts.start();
		this.reporter.started(task);
	}

	/** Called by a task that waits no longer for a future. */
	void resume(Task<?> task) {
		this.workers.submit(task);
	}

	/** Called by a task that is about to be closed; gives the time. */
	long closing(Task<?> task) {
		long now = this.ticker.nanos();
		this.counts.end(task, now);
		this.active.remove(task);
		this.history.add(task);
		return now;
	}

	/** Called by a task that is closed. */
	void closed(Task<?> task) {
		this.reporter.closed(task);
		giveBack();
	}

	private void giveBack() {
		this.places.giveBack();
		endIfEmpty();
	}

	private void endIfEmpty() {
		if (this.state.get() == ActivityState.STOPPING && this.places.taken() == 0) {
			this.listeners.move(this.state, ActivityState.ENDED);
		}
	}

	@Override
	public Set<Long> keys() {
		return this.active.list().stream().map(Task::getId).collect(Collectors.toCollection(LinkedHashSet::new));
	}

	@Override
	public Optional<ThreadWrapper<?>> get(long id) {
		return Optional.ofNullable(this.active.get(id));
	}

	@Override
	public List<ThreadWrapper<?>> history() {
		return List.copyOf(this.history.list());
	}

	@Override
	public boolean isAutoStart() {
		return true;
	}

	@Override
	public StopOrder stopOrder() {
		return StopOrder.TASKS;
	}

	@Override
	public void start() {
		Assert.state(this.listeners.move(this.state, ActivityState.RUNNING, () -> open(true)),
				() -> "Thread manager '%s' runs already".formatted(name()));
	}

	/** Of a start and a stop that meet, the later one decides. */
	private void open(boolean open) {
		this.places.refuse(!open);
		this.workers.close(!open);
	}

	@Override
	public boolean stop(Duration limit, boolean forced) {
		refuse();
		if (forced) {
			cancelAll();
		}
		return awaitEnd(limit);
	}

	@Override
	public StopOutcome stop(Duration limit) {
		long began = this.ticker.nanos();
		long endedBefore = this.counts.ended();
		long cancelled = 0;
		if (!stop(limit, false) && !isOwnThread()) {
			cancelled = cancelAll();
			awaitEnd(GRACE);
		}
		List<String> left = this.active.list().stream().map(ManagerStop::describe).toList();
		return new ManagerStop(name(), Duration.ofNanos(this.ticker.nanos() - began), this.counts.ended() - endedBefore,
				cancelled, left);
	}

	private void refuse() {
		this.listeners.move(this.state, ActivityState.STOPPING, () -> open(false));
		endIfEmpty();
	}

	/**
	 * Cancels all tasks; gives how many were not yet. First those that wait, so that none
	 * of them begins in a thread that the cancelling of another one sets free.
	 */
	private long cancelAll() {
		List<Task<?>> tasks = this.active.list();
		long cancelled = tasks.stream().filter((task) -> task.cancel(false)).count()
				+ tasks.stream().filter((task) -> task.cancel(true)).count();
		this.workers.reinforce();
		return cancelled;
	}

	private boolean awaitEnd(Duration limit) {
		Deadline deadline = Deadline.after(limit, this.ticker);
		try {
			if (isOwnThread() || !this.places.awaitAll(limit)) {
				return false;
			}
			endIfEmpty();
			this.workers.awaitEnd(Duration.ofNanos(Math.max(0, deadline.remainingNanos())));
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	@Override
	public void close() {
		stop((this.state.get() == ActivityState.RUNNING) ? CLOSE_LIMIT : Duration.ZERO);
	}

	@Override
	public ActivityState activityState() {
		return this.state.get();
	}

	@Override
	public ThreadManagerSnapshot snapshot() {
		List<TaskSnapshot> tasks = this.active.list().stream().map(Task::snapshot).toList();
		List<TaskSnapshot> past = this.history.list().stream().map(Task::snapshot).toList();
		return new ThreadManagerSnapshot(name(), activityState(), this.state.since(), this.spec, threads(),
				this.counts.snapshot(waiting(), tasks.size()), tasks, past);
	}

	@Override
	public List<Measure> measures() {
		return this.meter.measures();
	}

	@Override
	public void addListener(ActivityListener listener) {
		this.listeners.add(listener);
	}

	@Override
	public void addTaskListener(TaskListener listener) {
		this.reporter.add(listener);
	}

	@Override
	public ThreadManagerSpec spec() {
		return this.spec;
	}

	int waiting() {
		return this.workers.waiting();
	}

	int running() {
		return Math.max(0, this.active.size() - waiting());
	}

	int threads() {
		return this.workers.count();
	}

	long stuck() {
		return this.active.list().stream().filter(Task::isStuck).count();
	}

	TaskContext context() {
		return this.context;
	}

	TaskReporter reporter() {
		return this.reporter;
	}

	Ticker ticker() {
		return this.ticker;
	}

	/** When that was, for people. */
	Instant instantOf(long nanos) {
		return this.anchor.plusNanos(nanos - this.anchorNanos);
	}

	@Override
	public String toString() {
		return "Thread manager '%s' %s".formatted(name(), activityState());
	}

}
