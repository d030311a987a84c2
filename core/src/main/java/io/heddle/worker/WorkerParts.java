package io.heddle.worker;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.thread.ThreadSource;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * What a worker is made of besides its settings.
 *
 * @param ownMode whether it was said which kind of threads it shall have
 * @param threads where threads come from, {@code null} to go by the settings
 * @param fatalErrors hears of errors of the JVM, {@code null} if nobody was given
 */
record WorkerParts(boolean ownMode, @Nullable ThreadSource threads, @Nullable FatalErrorHandler fatalErrors,
		Ticker ticker) {

}
