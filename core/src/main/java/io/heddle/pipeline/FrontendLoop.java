package io.heddle.pipeline;

import java.time.Duration;

import io.heddle.buffer.StoppedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

/**
 * Calls {@code produce}, once or until it succeeds: the loop of a {@link Frontend}.
 */
final class FrontendLoop implements WorkerLoop {

	private static final Logger logger = LoggerFactory.getLogger(FrontendLoop.class);

	private final Worker worker;

	private final Frontend<?> frontend;

	private final StageEmitter emitter;

	private final BackOff backOff;

	FrontendLoop(Stage stage, Worker worker) {
		this.worker = worker;
		this.frontend = (Frontend<?>) stage;
		this.emitter = worker.emitter();
		this.backOff = worker.spec().retry().toFrontendBackOff();
	}

	@Override
	public void run() throws Exception {
		BackOffExecution waits = this.backOff.start();
		long before = 0;
		while (!this.worker.stopping()) {
			try {
				this.frontend.produce(this.emitter);
				return;
			}
			catch (Throwable ex) {
				if (this.emitter.emitted() != before) {
					waits = this.backOff.start();
					before = this.emitter.emitted();
				}
				if (!isRetried(ex, waits)) {
					return;
				}
			}
		}
	}

	/** Whether {@code produce} is called again, after a wait; throws if it has failed. */
	private boolean isRetried(Throwable failure, BackOffExecution waits) throws Exception {
		if (this.worker.stopping()) {
			logger.debug("Frontend '{}' of pipeline '{}' ended its last produce with an exception after the stop",
					this.worker.stage(), this.worker.pipeline(), failure);
			return false;
		}
		long next = (this.worker.spec().onError() == OnError.RETRY) ? waits.nextBackOff() : BackOffExecution.STOP;
		if (next == BackOffExecution.STOP || failure instanceof StoppedException) {
			this.worker.counts().failed();
			throw Rethrow.asException(failure);
		}
		this.worker.counts().retried();
		logger.warn("Frontend '{}' of pipeline '{}' failed and produces again in {} ms", this.worker.stage(),
				this.worker.pipeline(), next, failure);
		if (!this.worker.pause(Duration.ofMillis(next)) && !this.worker.stopping()) {
			throw Rethrow.asException(failure);
		}
		return true;
	}

}
