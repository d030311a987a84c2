package io.heddle.autoconfigure.background;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.autoconfigure.context.TravellingContext;

import org.springframework.beans.factory.ObjectProvider;

/**
 * The beans that have a part in every manager, each if there is one.
 *
 * @param customizers have the last word
 * @param context travels into every task
 * @param fatalErrors hears of errors of the JVM
 * @param observations observes the tasks
 */
record ManagerParts(ObjectProvider<ThreadManagerCustomizer> customizers, TravellingContext context,
		ObjectProvider<FatalErrorHandler> fatalErrors, ObjectProvider<TaskObservations> observations) {

}
