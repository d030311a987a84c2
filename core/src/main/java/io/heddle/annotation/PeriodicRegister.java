package io.heddle.annotation;

import io.heddle.periodic.ThreadedObject;

/**
 * Takes in what {@link PeriodicPostProcessor} has found, and whoever composes it sees to
 * the rest: settings, start, sight.
 */
public interface PeriodicRegister {

	/**
	 * Builds the object of an annotated method and takes it in.
	 * @param builder has the settings of the annotation
	 */
	ThreadedObject add(ThreadedObject.Builder builder);

	/** Kills an object and takes it out, as its bean is destroyed. */
	void remove(ThreadedObject object);

}
