package io.heddle.activity;

/**
 * Hears of each change of an activity's state, in the order in which they happen.
 */
@FunctionalInterface
public interface ActivityListener {

	void stateChanged(Activity activity, ActivityState from, ActivityState to);

}
