package io.heddle.autoconfigure.enrich;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.autoconfigure.context.TravellingContext;
import io.heddle.thread.ThreadMode;

import org.springframework.beans.factory.ObjectProvider;

/**
 * What the application has for every enricher.
 *
 * @param customizers have the last word
 * @param fatalErrors hears of errors of the JVM, if there is one
 * @param context travels into the threads
 * @param mode the kind of threads where nothing else is said
 */
record EnrichParts(ObjectProvider<EnrichCustomizer> customizers, ObjectProvider<FatalErrorHandler> fatalErrors,
		TravellingContext context, ThreadMode mode) {

	FatalErrorHandler fatalErrorHandler() {
		return this.fatalErrors.getIfAvailable(FatalErrorHandler::logging);
	}

}
