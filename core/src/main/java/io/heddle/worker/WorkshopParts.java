package io.heddle.worker;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.thread.ThreadContext;
import io.heddle.thread.ThreadSource;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * What a worker is made of besides its work.
 *
 * @param spec its settings
 * @param ownMode whether it was said which kind of threads it shall have
 * @param threads where threads come from, {@code null} to go by the settings
 * @param context what travels with a job
 * @param fatalErrors hears of errors of the JVM, {@code null} if nobody was given
 */
record WorkshopParts(WorkshopSpec spec, boolean ownMode, @Nullable ThreadSource threads, ThreadContext context,
		@Nullable FatalErrorHandler fatalErrors, Ticker ticker) {

	ThreadSource source() {
		return (this.threads != null) ? this.threads : ThreadSource.of(this.spec.mode());
	}

	FatalErrorHandler fatalErrorsOrLog() {
		return (this.fatalErrors != null) ? this.fatalErrors : FatalErrorHandler.logging();
	}

}
