package io.heddle.activity;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Something that runs: the view that the registry, the endpoint, the meters and the
 * lifecycle have of it.
 * <p>
 * Thread-safe. Only {@link #stop(Duration)} blocks.
 */
public interface Activity {

	/** The word of its room, as in packages, properties, meters and endpoint paths. */
	String room();

	/** Unique within its room. */
	String name();

	ActivityState activityState();

	/** A consistent enough picture of this moment, without references to live state. */
	ActivitySnapshot snapshot();

	/** What can be measured; the list does not change during the life of the activity. */
	List<Measure> measures();

	/** Whether the lifecycle of an application starts it. */
	boolean isAutoStart();

	/** When it is stopped with its application. */
	default StopOrder stopOrder() {
		return StopOrder.WORK;
	}

	/**
	 * Starts it and returns at once.
	 * @throws IllegalStateException if it is active already
	 */
	void start();

	/**
	 * Stops it in good order within the limit, then by force. Harmless when it is not
	 * active.
	 * @return what became of the accepted work
	 */
	StopOutcome stop(Duration limit);

	/**
	 * Stops it if that needs neither a wait nor code of the user; a shutdown tries this
	 * before it spends a thread. Never waits.
	 * @return what became of it, {@code null} if {@link #stop(Duration)} has to be called
	 */
	default @Nullable StopOutcome tryStop() {
		return null;
	}

	/**
	 * Adds a listener for changes of state. It is called in the thread that made the
	 * change, without any lock held; what it throws is logged and goes no further.
	 */
	void addListener(ActivityListener listener);

}
