package io.heddle.autoconfigure.background;

import io.heddle.activity.FatalErrorHandler;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.task.TaskDecorator;

/**
 * The beans that have a part in every manager, each if there is one.
 *
 * @param customizers have the last word
 * @param decorators go around every task
 * @param fatalErrors hears of errors of the JVM
 * @param propagation carries the Micrometer context
 * @param observations observes the tasks
 */
record ManagerParts(ObjectProvider<ThreadManagerCustomizer> customizers, ObjectProvider<TaskDecorator> decorators,
		ObjectProvider<FatalErrorHandler> fatalErrors, ObjectProvider<ContextPropagation> propagation,
		ObjectProvider<TaskObservations> observations) {

}
