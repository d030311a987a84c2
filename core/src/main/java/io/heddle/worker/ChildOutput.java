package io.heddle.worker;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.heddle.activity.SafeLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes what a child prints on to the log of this process, line by line, with the name
 * of the worker. A line that is too long is cut in several. Ends with the output.
 */
final class ChildOutput implements Runnable {

	/** The log, below which each worker has one of its own. */
	static final String LOG = "io.heddle.worker.child";

	static final int MAX_LINE = 4000;

	/** A process that the child has started may hold the output open. */
	private static final Duration PATIENCE = Duration.ofMillis(200);

	private final Logger logger;

	private final String name;

	private final Process process;

	private final CountDownLatch end = new CountDownLatch(1);

	private volatile String last = "";

	ChildOutput(String name, Process process) {
		this.logger = LoggerFactory.getLogger(LOG + "." + name);
		this.name = name;
		this.process = process;
	}

	/** The last line. */
	String last() {
		return this.last;
	}

	/** <b>Waits</b> until everything has been passed on; not for long. */
	void awaitEnd() {
		try {
			this.end.await(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void run() {
		try (Reader reader = new InputStreamReader(this.process.getErrorStream(), StandardCharsets.UTF_8)) {
			StringBuilder line = new StringBuilder();
			char[] some = new char[MAX_LINE];
			for (int count = reader.read(some); count >= 0; count = reader.read(some)) {
				for (int i = 0; i < count; i++) {
					add(line, some[i]);
				}
			}
			tell(line);
		}
		catch (IOException ex) {
			SafeLog.log(() -> this.logger.debug("The output of worker '{}' has been closed", this.name, ex));
		}
		finally {
			this.end.countDown();
		}
	}

	private void add(StringBuilder line, char c) {
		if (c == '\n' || line.length() >= MAX_LINE) {
			tell(line);
		}
		if (c != '\n' && c != '\r') {
			line.append(c);
		}
	}

	private void tell(StringBuilder line) {
		if (!line.isEmpty()) {
			String text = line.toString();
			this.last = text;
			SafeLog.log(() -> this.logger.info("[{} {}] {}", this.name, this.process.pid(), text));
		}
		line.setLength(0);
	}

}
