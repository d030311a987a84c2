package io.heddle.demo.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

import io.heddle.activity.Activity;
import io.heddle.activity.ActivityListener;
import io.heddle.activity.ActivityState;
import io.heddle.pipeline.Pipeline;
import io.heddle.pipeline.PipelineSnapshot;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Watches the pipeline end, and makes the report.
 */
@Component
final class CensusMonitor implements ActivityListener {

	private static final Logger logger = LoggerFactory.getLogger(CensusMonitor.class);

	private static final int LARGEST = 10;

	private final Pipeline census;

	private final JarSource source;

	private final CensusLedger ledger;

	private final CensusDatabase database;

	private final CensusProgress progress;

	private final AtomicReference<@Nullable CensusReport> report = new AtomicReference<>();

	CensusMonitor(Pipeline census, JarSource source, CensusLedger ledger, CensusDatabase database,
			CensusProgress progress) {
		this.census = census;
		this.source = source;
		this.ledger = ledger;
		this.database = database;
		this.progress = progress;
		census.addListener(this);
	}

	@Override
	public void stateChanged(Activity activity, ActivityState from, ActivityState to) {
		if (!from.isActive() && to.isActive()) {
			this.report.set(null);
		}
		if (from.isActive() && !to.isActive()) {
			this.progress.close();
			ended(from, to);
		}
	}

	private void ended(ActivityState from, ActivityState to) {
		if (to == ActivityState.ENDED && from != ActivityState.STOPPING) {
			CensusReport report = makeReport();
			this.report.set(report);
			logger.info("{}", CensusReportText.of(report));
		}
		else {
			CensusNumbers numbers = this.ledger.numbers();
			logger.info("Census {} before its end: {} of {} jars read, {} unreadable, {} of {} classes stored",
					(to == ActivityState.FAILED) ? "failed" : "stopped", numbers.read(), numbers.expected(),
					numbers.unreadable().size(), numbers.stored(), numbers.classes());
		}
	}

	private CensusReport makeReport() {
		this.database.findDuplicates();
		Duplicates duplicates = this.database.duplicates(0);
		return new CensusReport(this.source.describe(), took(), this.ledger.numbers(), duplicates.names(),
				duplicates.differing(), this.database.largest(LARGEST));
	}

	/** How far the census is, or how it has ended. */
	CensusStatus status() {
		return new CensusStatus(this.census.getState(), this.source.describe(), took(), this.ledger.numbers(),
				this.report.get());
	}

	private Duration took() {
		PipelineSnapshot snapshot = this.census.snapshot();
		if (snapshot.startedAt() == null) {
			return Duration.ZERO;
		}
		Instant end = snapshot.activityState().isActive() ? Instant.now() : snapshot.since();
		return Duration.between(snapshot.startedAt(), end);
	}

}
