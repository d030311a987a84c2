package io.heddle.pipeline;

import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.heddle.testing.NoLeakedThreads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(NoLeakedThreads.class)
class LogStagesTests {

	@Test
	void aTransportLogsEachItemAndHandsItOn() throws Exception {
		LogTransport<String> transport = new LogTransport<>();
		String item = new String("item");
		List<ILoggingEvent> events = eventsOf(LogTransport.class,
				() -> assertThat(transport.transport(item)).isSameAs(item));
		assertThat(events).singleElement().satisfies((event) -> {
			assertThat(event.getLevel()).isEqualTo(Level.INFO);
			assertThat(event.getFormattedMessage()).isEqualTo("item");
		});
	}

	@Test
	void aBackendLogsEachItem() throws Exception {
		Pipeline pipeline = Pipeline.named("logged").from(Sources.numbers(3)).to(new LogBackend<>()).build();
		List<ILoggingEvent> events = eventsOf(LogBackend.class, pipeline::run);
		assertThat(events).allMatch((event) -> event.getLevel() == Level.INFO)
			.extracting(ILoggingEvent::getFormattedMessage)
			.containsExactly("0", "1", "2");
	}

	@Test
	void bracesInAnItemAreJustText() throws Exception {
		List<ILoggingEvent> events = eventsOf(LogBackend.class, () -> new LogBackend<>().process("{} {}"));
		assertThat(events).extracting(ILoggingEvent::getFormattedMessage).containsExactly("{} {}");
	}

	/** What is logged by that class in the meantime; the log of the tests is off. */
	private static List<ILoggingEvent> eventsOf(Class<?> source, Runnable action) {
		Logger logger = (Logger) LoggerFactory.getLogger(source);
		Level before = logger.getLevel();
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		appender.start();
		logger.setLevel(Level.INFO);
		logger.setAdditive(false);
		logger.addAppender(appender);
		try {
			action.run();
		}
		finally {
			logger.detachAppender(appender);
			logger.setAdditive(true);
			logger.setLevel(before);
		}
		return appender.list;
	}

}
