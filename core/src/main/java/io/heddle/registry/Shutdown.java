package io.heddle.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
 * then of those that they may have needed; at the end the report is logged. An order
 * begins when the one before has ended, but has a tenth of the time for itself whatever
 * those before it do. What has to be waited for is stopped in a thread of its own, and
 * waited for in another one.
 */
final class Shutdown {

	private static final Logger logger = LoggerFactory.getLogger(HeddleLifecycle.class);

	/** The part of the time that each order has for itself. */
	private static final int TENTH = 10;

	/** So many outcomes are told one by one. */
	private static final int FEW = 50;

	/** In the order in which they are stopped. */
	private final List<Activity> activities;

	private final Duration limit;

	private final Ticker ticker;

	private final Deadline deadline;

	private final long beginNanos;

	private final Consumer<Activity> cutOff;

	private final AtomicReferenceArray<StopOutcome> outcomes;

	/** Those that have not stopped. */
	private final CountDownLatch left;

	/**
	 * A shutdown that has to be done within the limit from now on.
	 * @param cutOff is told of each activity that would have gone on, once it has stopped
	 */
	Shutdown(List<Activity> activities, Duration limit, Ticker ticker, Consumer<Activity> cutOff) {
		this.activities = activities.stream().sorted(Comparator.comparing(Activity::stopOrder)).toList();
		this.limit = limit;
		this.ticker = ticker;
		this.deadline = Deadline.after(limit, ticker);
		this.beginNanos = ticker.nanos();
		this.cutOff = cutOff;
		this.outcomes = new AtomicReferenceArray<>(activities.size());
		this.left = new CountDownLatch(activities.size());
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
		int to = endOfOrder(from);
		CountDownLatch order = stopAll(from, to);
		if (order.getCount() == 0) {
			goOn(order, to, whenDone);
		}
		else {
			start("heddle-stop", () -> goOn(order, to, whenDone));
		}
	}

	/** <b>Waits</b> for an order, and goes on with the next one. */
	private void goOn(CountDownLatch order, int next, Runnable whenDone) {
		if (next == this.activities.size()) {
			await(this.left, Long.MAX_VALUE);
			whenDone.run();
		}
		else {
			await(order, this.deadline.remainingNanos() - reservedNanos(next));
			stopFrom(next, whenDone);
		}
	}

	/** The time that the orders from there on have for themselves. */
	private long reservedNanos(int next) {
		int orders = 0;
		for (int i = next; i < this.activities.size(); i = endOfOrder(i)) {
			orders++;
		}
		return Deadline.nanosOf(this.limit) / TENTH * orders;
	}

	/** An interrupt is kept for later: whatever is waited for has its own limit. */
	private static void await(CountDownLatch latch, long nanos) {
		boolean interrupted = false;
		while (true) {
			try {
				latch.await(nanos, TimeUnit.NANOSECONDS);
				break;
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	private int endOfOrder(int from) {
		int to = from;
		while (to < this.activities.size() && orderOf(to) == orderOf(from)) {
			to++;
		}
		return to;
	}

	private StopOrder orderOf(int index) {
		return this.activities.get(index).stopOrder();
	}

	/** Stops some of the activities, at the same time; gives those that have not. */
	private CountDownLatch stopAll(int from, int to) {
		CountDownLatch order = new CountDownLatch(to - from);
		for (int i = from; i < to; i++) {
			int index = i;
			Activity activity = this.activities.get(index);
			StopOutcome outcome = outcomeOf(activity, activity::tryStop);
			if (outcome != null) {
				done(index, outcome, order);
			}
			else {
				start("heddle-stop-" + activity.name(), () -> stop(index, order));
			}
		}
		return order;
	}

	/** Stops in this thread what can have no thread of its own. */
	private static void start(String name, Runnable stop) {
		try {
			ThreadSource.of(ThreadMode.PLATFORM).newThread(name, stop).start();
		}
		catch (Throwable ex) {
			SafeLog.log(() -> logger.warn("Thread '{}' cannot be started", name, ex));
			stop.run();
		}
	}

	private void stop(int index, CountDownLatch order) {
		Activity activity = this.activities.get(index);
		StopOutcome outcome = outcomeOf(activity,
				() -> activity.stop(Duration.ofNanos(Math.max(0, this.deadline.remainingNanos()))));
		done(index, Objects.requireNonNull(outcome), order);
	}

	private void done(int index, StopOutcome outcome, CountDownLatch order) {
		this.outcomes.set(index, outcome);
		order.countDown();
		this.left.countDown();
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
