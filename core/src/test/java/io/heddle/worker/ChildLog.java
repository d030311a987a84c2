package io.heddle.worker;

import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.heddle.testing.Crew;
import io.heddle.testing.Eventually;
import org.slf4j.LoggerFactory;

/**
 * What the children of a worker have printed while something runs, so many lines at
 * least.
 */
final class ChildLog {

	private ChildLog() {
	}

	static List<String> of(String worker, int lines, Crew.Task action) throws Exception {
		Logger logger = (Logger) LoggerFactory.getLogger(ChildOutput.LOG + "." + worker);
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		appender.start();
		logger.setLevel(Level.INFO);
		logger.setAdditive(false);
		logger.addAppender(appender);
		try {
			action.run();
			Eventually.holds(() -> List.copyOf(appender.list).size() >= lines);
		}
		finally {
			logger.detachAppender(appender);
			logger.setAdditive(true);
			logger.setLevel(null);
		}
		return List.copyOf(appender.list)
			.stream()
			.map((event) -> event.getLevel() + " " + event.getFormattedMessage())
			.toList();
	}

}
