package io.heddle.demo.pipeline;

import java.util.List;

import io.heddle.pipeline.BatchBackend;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Writes classes to the database, a transaction for each batch. One instance serves all
 * its threads.
 */
@Component
final class ClassStore implements BatchBackend<ClassRecord> {

	private static final Logger logger = LoggerFactory.getLogger(ClassStore.class);

	private final CensusDatabase database;

	private final CensusLedger ledger;

	ClassStore(CensusDatabase database, CensusLedger ledger) {
		this.database = database;
		this.ledger = ledger;
	}

	@Override
	public void process(List<ClassRecord> items) {
		this.database.insert(items);
		this.ledger.stored(items.size());
	}

	@Override
	public void cleanup() {
		logger.info("Cleaned up after {} classes", this.ledger.numbers().stored());
	}

}
