package io.heddle.demo.pipeline;

import java.util.concurrent.atomic.AtomicReference;

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

	void open(long jars) {
		close();
		ProgressBarBuilder builder = new ProgressBarBuilder().setTaskName("Census")
			.setStyle(ProgressBarStyle.ASCII)
			.setUnit(" jars", 1)
			.setInitialMax(jars);
		this.bar = (TerminalLine.isAvailable() ? inTerminal(builder) : inLog(builder)).build();
	}

	private static ProgressBarBuilder inTerminal(ProgressBarBuilder builder) {
		return builder.setConsumer(new TerminalLine(System.out)).setUpdateIntervalMillis(REFRESH_MILLIS);
	}

	private ProgressBarBuilder inLog(ProgressBarBuilder builder) {
		AtomicReference<String> last = new AtomicReference<>("");
		return builder.setConsumer(new DelegatingProgressBarConsumer((line) -> {
			if (!line.equals(last.getAndSet(line))) {
				logger.info(line.strip());
			}
		}, LINE_LENGTH)).setUpdateIntervalMillis(Math.toIntExact(this.properties.progressInterval().toMillis()));
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
