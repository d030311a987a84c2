package io.heddle.autoconfigure.periodic;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.periodic.PeriodicScheduler;

import org.springframework.beans.factory.ObjectProvider;

/**
 * The beans that have a part in every periodic object, each if there is one.
 *
 * @param scheduler whose threads it uses
 * @param customizers have the last word
 * @param fatalErrors hears of errors of the JVM
 */
record PeriodicParts(ObjectProvider<PeriodicScheduler> scheduler, ObjectProvider<PeriodicCustomizer> customizers,
		ObjectProvider<FatalErrorHandler> fatalErrors) {

}
