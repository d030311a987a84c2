package io.heddle.autoconfigure.dict;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.thread.ThreadMode;

import org.springframework.beans.factory.ObjectProvider;

/**
 * What all dicts of the application have in common.
 *
 * @param customizers have the last word
 * @param fatalErrors hears of errors of the JVM, if there is one
 * @param mode the kind of threads where nothing else is said
 * @param events tells of changes
 */
record DictParts(ObjectProvider<DictCustomizer> customizers, ObjectProvider<FatalErrorHandler> fatalErrors,
		ThreadMode mode, DictEvents events) {

}
