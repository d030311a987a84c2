package io.heddle.autoconfigure.worker;

import java.util.List;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.registry.HeddleLifecycle;
import io.heddle.registry.Registry;
import io.heddle.thread.ThreadMode;

import org.springframework.beans.factory.ObjectProvider;

/**
 * What all workers of the application have in common.
 *
 * @param registry has all that run
 * @param lifecycle starts and stops them
 * @param fatalErrors hears of errors of the JVM, if there is one
 * @param mode the kind of threads where nothing else is said
 * @param packages those of the application, whose types may travel
 */
record WorkerContext(Registry registry, HeddleLifecycle lifecycle, ObjectProvider<FatalErrorHandler> fatalErrors,
		ThreadMode mode, List<String> packages) {

	WorkerContext {
		packages = List.copyOf(packages);
	}

	FatalErrorHandler fatalErrorHandler() {
		return this.fatalErrors.getIfAvailable(FatalErrorHandler::logging);
	}

}
