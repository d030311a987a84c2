package io.heddle.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import io.heddle.activity.Activity;
import io.heddle.activity.ActivityState;
import io.heddle.time.Ticker;

import org.springframework.context.SmartLifecycle;

/**
 * Starts and stops everything in a {@link Registry} together with its application; nobody
 * else does.
 * <p>
 * A start takes the activities that start automatically and have never run. Of those that
 * have run it takes only the ones that its own last stop has cut off: what has ended or
 * failed by itself is not run again when a context is paused and restarted. What serves
 * others has no end of its own and is always started. A stop takes all active ones, those
 * of the same {@link io.heddle.activity.StopOrder} at the same time and each order after
 * the one before, against one deadline, and logs what became of them.
 * <p>
 * Thread-safe.
 */
public final class HeddleLifecycle implements SmartLifecycle {

	/**
	 * Below the web server, so that requests in flight can still use what runs here, and
	 * above Spring's executors and schedulers.
	 */
	public static final int PHASE = Integer.MAX_VALUE - 4096;

	/** How long a stop may take if nothing else is said. */
	public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(25);

	private final Registry registry;

	private final Duration timeout;

	private final Ticker ticker;

	private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.STOPPED);

	/** What the last stop has cut off, and when it had ended. */
	private final Map<Activity, Instant> cutOff = new ConcurrentHashMap<>();

	/**
	 * A lifecycle for what is in the registry at the moment of a start or a stop.
	 * @param timeout the limit for one stop of all
	 */
	public HeddleLifecycle(Registry registry, Duration timeout, Ticker ticker) {
		this.registry = registry;
		this.timeout = timeout;
		this.ticker = ticker;
	}

	/**
	 * Starts what is due. If one cannot be started, those that were are stopped again.
	 * @throws IllegalStateException if one cannot be started
	 */
	@Override
	public void start() {
		this.phase.set(Phase.RUNNING);
		List<Activity> due = this.registry.list()
			.stream()
			.filter(this::isDue)
			.sorted(Comparator.comparing(Activity::stopOrder).reversed())
			.toList();
		this.cutOff.clear();
		List<Activity> started = new ArrayList<>();
		for (Activity activity : due) {
			try {
				activity.start();
				started.add(activity);
			}
			catch (RuntimeException | Error ex) {
				stopAndWait(started);
				throw new IllegalStateException(
						"The %s '%s' could not be started".formatted(activity.room(), activity.name()), ex);
			}
		}
	}

	private boolean isDue(Activity activity) {
		if (!activity.isAutoStart()) {
			return false;
		}
		ActivityState state = activity.activityState();
		if (activity.stopOrder().isAlwaysOn()) {
			return state != ActivityState.RUNNING;
		}
		return state == ActivityState.NEW
				|| (state == ActivityState.ENDED && activity.snapshot().since().equals(this.cutOff.get(activity)));
	}

	/** Stops all and <b>blocks</b> until that is done or the thread is interrupted. */
	@Override
	public void stop() {
		stopAndWait(active());
	}

	/** Stops all and returns at once; the callback is called when that is done. */
	@Override
	public void stop(Runnable callback) {
		stop(active(), callback);
	}

	private List<Activity> active() {
		return this.registry.list().stream().filter((activity) -> activity.activityState().isActive()).toList();
	}

	private void stopAndWait(List<Activity> activities) {
		CountDownLatch done = new CountDownLatch(1);
		stop(activities, done::countDown);
		try {
			done.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void stop(List<Activity> activities, Runnable whenDone) {
		this.phase.set(Phase.STOPPING);
		new Shutdown(activities, this.timeout, this.ticker, this::noteCutOff).begin(() -> {
			this.phase.compareAndSet(Phase.STOPPING, Phase.STOPPED);
			whenDone.run();
		});
	}

	private void noteCutOff(Activity activity) {
		this.cutOff.put(activity, activity.snapshot().since());
	}

	@Override
	public boolean isRunning() {
		return this.phase.get() != Phase.STOPPED;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	private enum Phase {

		STOPPED, RUNNING, STOPPING

	}

}
