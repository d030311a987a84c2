package io.heddle.demo.pipeline;

import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Shows how far the census is: a bar in a terminal, now and then a line in the log
 * anywhere else. Thread-safe; does nothing while it is closed.
 */
@Component
final class CensusProgress {

	private static final Logger logger = LoggerFactory.getLogger(CensusProgress.class);

	private static final int REFRESH_MILLIS = 200;

	private static final int LINE_LENGTH = 100;

	private final CensusProperties properties;

	private volatile @Nullable ProgressBar bar;

	CensusProgress(CensusProperties properties) {
		this.properties = properties;
	}

	void open() {
		this.bar = style(new ProgressBarBuilder().setTaskName("Census")
			.setStyle(ProgressBarStyle.ASCII)
			.setUnit(" jars", 1)
			.setInitialMax(-1)).build();
	}

	private ProgressBarBuilder style(ProgressBarBuilder builder) {
		if (TerminalLine.isAvailable()) {
			return builder.setConsumer(new TerminalLine(System.out)).setUpdateIntervalMillis(REFRESH_MILLIS);
		}
		return builder.setConsumer(new DelegatingProgressBarConsumer((line) -> logger.info(line.strip()), LINE_LENGTH))
			.setUpdateIntervalMillis(Math.toIntExact(this.properties.progressInterval().toMillis()));
	}

	void expect(long jars) {
		ProgressBar bar = this.bar;
		if (bar != null) {
			bar.maxHint(jars);
		}
	}

	/** Counts a jar. */
	void step(long classes) {
		ProgressBar bar = this.bar;
		if (bar != null) {
			bar.setExtraMessage(" %,d classes".formatted(classes)).step();
		}
	}

	/** <b>Blocks</b> until the last state is shown. */
	void close() {
		ProgressBar bar = this.bar;
		if (bar != null) {
			this.bar = null;
			bar.close();
		}
	}

}
