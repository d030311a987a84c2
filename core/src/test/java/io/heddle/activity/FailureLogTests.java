package io.heddle.activity;

import java.time.Duration;
import java.util.List;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.heddle.testing.ManualTicker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class FailureLogTests {

	private final Logger logger = (Logger) LoggerFactory.getLogger(FailureLogTests.class);

	private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

	private final ManualTicker ticker = new ManualTicker();

	private final FailureLog log = new FailureLog(this.logger, this.ticker);

	@BeforeEach
	void listen() {
		this.lines.start();
		this.logger.addAppender(this.lines);
	}

	@AfterEach
	void leave() {
		this.logger.detachAppender(this.lines);
	}

	private List<String> texts() {
		return this.lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
	}

	private void fail(int times) {
		for (int i = 0; i < times; i++) {
			this.log.log("The target", new IllegalStateException("broken"));
		}
	}

	/** T98. */
	@Test
	void theFirstTenHaveTheirStackTraces() {
		fail(1000);
		assertThat(texts()).hasSize(10).containsOnly("The target has failed");
		assertThat(this.lines.list).allMatch((line) -> line.getThrowableProxy() != null);
	}

	/** T98. */
	@Test
	void laterOnesAreOneLineAMinute() {
		fail(100);
		this.ticker.advance(Duration.ofSeconds(59));
		fail(100);
		this.ticker.advance(Duration.ofSeconds(1));
		fail(100);
		assertThat(texts()).hasSize(11);
		assertThat(this.lines.list.get(10).getThrowableProxy()).isNull();
		assertThat(texts().get(10))
			.isEqualTo("The target has failed with java.lang.IllegalStateException; 201 failures in all");
	}

	@Test
	void anExceptionThatHasNoTextIsNoHarm() {
		this.log.log("The target", new IllegalStateException() {

			private static final long serialVersionUID = 1L;

			@Override
			public String getMessage() {
				throw new IllegalStateException("no text");
			}

		});
		fail(1);
		assertThat(texts()).contains("The target has failed");
	}

}
