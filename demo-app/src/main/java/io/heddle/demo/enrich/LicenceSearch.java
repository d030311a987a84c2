package io.heddle.demo.enrich;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.heddle.autoconfigure.pipeline.PipelineEndedEvent;
import io.heddle.background.ThreadManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Has the licences looked up whenever a census has ended, in the background: an enricher
 * works in the thread that has called it until all is done.
 */
@Component
final class LicenceSearch {

	private static final Logger logger = LoggerFactory.getLogger(LicenceSearch.class);

	private final LicenceEnricher licences;

	private final ThreadManager manager;

	private final AtomicBoolean searching = new AtomicBoolean();

	LicenceSearch(LicenceEnricher licences, ThreadManager manager) {
		this.licences = licences;
		this.manager = manager;
	}

	/** A census that was stopped is followed by nothing. */
	@EventListener
	void censusEnded(PipelineEndedEvent event) {
		if (event.isStopped()) {
			return;
		}
		try {
			start();
		}
		catch (RejectedExecutionException ex) {
			logger.debug("No licences are looked up: {}", ex.getMessage());
		}
	}

	/** Begins, and returns at once; false if a search goes on already. */
	boolean start() {
		if (!this.searching.compareAndSet(false, true)) {
			return false;
		}
		try {
			this.manager.task(this.licences::enrich).name("licences").onFail((ex) -> {
			}).onEnd(() -> this.searching.set(false)).doAsync();
			return true;
		}
		catch (RejectedExecutionException ex) {
			this.searching.set(false);
			throw ex;
		}
	}

	boolean isSearching() {
		return this.searching.get();
	}

}
