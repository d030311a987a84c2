package io.heddle.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.heddle.activity.Activity;
import io.heddle.activity.SafeLog;
import io.heddle.activity.StopOrder;
import io.heddle.activity.StopOutcome;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import io.heddle.time.Deadline;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stop of many activities: of those that have the same order at the same time, and
 * then of those that they may have needed; the one that is done last logs the report.
 * What has to be waited for is stopped in a thread of its own.
 */
final class Shutdown {

	private static final Logger logger = LoggerFactory.getLogger(HeddleLifecycle.class);

	/** So many outcomes are told one by one. */
	private static final int FEW = 50;

	/** In the order in which they are stopped. */
	private final List<Activity> activities;

	private final Ticker ticker;

	private final Deadline deadline;

	private final long beginNanos;

	private final Consumer<Activity> cutOff;

	private final AtomicReferenceArray<StopOutcome> outcomes;

	/** Of those that are being stopped now. */
	private final AtomicInteger left = new AtomicInteger();

	/**
	 * A shutdown that has to be done within the limit from now on.
	 * @param cutOff is told of each activity that would have gone on, once it has stopped
	 */
	Shutdown(List<Activity> activities, Duration limit, Ticker ticker, Consumer<Activity> cutOff) {
		this.activities = activities.stream().sorted(Comparator.comparing(Activity::stopOrder)).toList();
		this.ticker = ticker;
		this.deadline = Deadline.after(limit, ticker);
		this.beginNanos = ticker.nanos();
		this.cutOff = cutOff;
		this.outcomes = new AtomicReferenceArray<>(activities.size());
	}

	void begin(Runnable whenDone) {
		if (this.activities.isEmpty()) {
			whenDone.run();
		}
		else {
			stopFrom(0, () -> finish(whenDone));
		}
	}

	/** Stops that activity and all that come after it. */
	private void stopFrom(int from, Runnable whenDone) {
		int to = from;
		while (to < this.activities.size() && orderOf(to) == orderOf(from)) {
			to++;
		}
		int next = to;
		stopAll(from, to, (next < this.activities.size()) ? () -> stopFrom(next, whenDone) : whenDone);
	}

	private StopOrder orderOf(int index) {
		return this.activities.get(index).stopOrder();
	}

	/** Stops some of the activities, at the same time. */
	private void stopAll(int from, int to, Runnable whenDone) {
		this.left.set(to - from);
		ThreadSource threads = ThreadSource.of(ThreadMode.PLATFORM);
		for (int i = from; i < to; i++) {
			int index = i;
			Activity activity = this.activities.get(index);
			StopOutcome outcome = outcomeOf(activity, activity::tryStop);
			if (outcome != null) {
				done(index, outcome, whenDone);
			}
			else {
				start(threads, "heddle-stop-" + activity.name(), () -> stop(index, whenDone));
			}
		}
	}

	/** Stops in this thread what can have no thread of its own. */
	private static void start(ThreadSource threads, String name, Runnable stop) {
		try {
			threads.newThread(name, stop).start();
		}
		catch (Throwable ex) {
			SafeLog.log(() -> logger.warn("Thread '{}' cannot be started", name, ex));
			stop.run();
		}
	}

	private void stop(int index, Runnable whenDone) {
		Activity activity = this.activities.get(index);
		StopOutcome outcome = outcomeOf(activity,
				() -> activity.stop(Duration.ofNanos(Math.max(0, this.deadline.remainingNanos()))));
		done(index, Objects.requireNonNull(outcome), whenDone);
	}

	private void done(int index, StopOutcome outcome, Runnable whenDone) {
		this.outcomes.set(index, outcome);
		if (this.left.decrementAndGet() == 0) {
			whenDone.run();
		}
	}

	private @Nullable StopOutcome outcomeOf(Activity activity, Supplier<? extends @Nullable StopOutcome> stop) {
		try {
			StopOutcome outcome = stop.get();
			if (outcome != null && outcome.isCutOff()) {
				this.cutOff.accept(activity);
			}
			return outcome;
		}
		catch (RuntimeException | Error ex) {
			SafeLog.log(() -> logger.error("The {} '{}' could not be stopped", activity.room(), activity.name(), ex));
			return new NotStopped(activity, ex);
		}
	}

	private void finish(Runnable whenDone) {
		try {
			report();
		}
		finally {
			whenDone.run();
		}
	}

	private void report() {
		List<StopOutcome> all = IntStream.range(0, this.outcomes.length()).mapToObj(this.outcomes::get).toList();
		long millis = Duration.ofNanos(this.ticker.nanos() - this.beginNanos).toMillis();
		String lines = describe(all);
		if (all.stream().allMatch(StopOutcome::isComplete)) {
			logger.info("Shutdown complete after {} ms\n{}", millis, lines);
		}
		else {
			logger.warn("Shutdown incomplete after {} ms\n{}", millis, lines);
		}
	}

	/** All of a few; of many only those that are not complete. */
	private static String describe(List<StopOutcome> all) {
		boolean few = all.size() <= FEW;
		List<String> lines = all.stream()
			.filter((outcome) -> few || !outcome.isComplete())
			.map(StopOutcome::describe)
			.collect(Collectors.toCollection(ArrayList::new));
		if (!few) {
			lines.add("%d in all, %d of them complete".formatted(all.size(),
					all.stream().filter(StopOutcome::isComplete).count()));
		}
		return String.join("\n", lines);
	}

	private record NotStopped(Activity activity, Throwable cause) implements StopOutcome {

		@Override
		public boolean isComplete() {
			return false;
		}

		@Override
		public String describe() {
			return "The %s '%s' could not be stopped: %s".formatted(this.activity.room(), this.activity.name(),
					this.cause);
		}

	}

}
