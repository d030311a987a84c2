package io.heddle.worker;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.heddle.activity.SafeLog;
import io.heddle.time.Ticker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes what a child prints on to the log of this process, line by line, with the name
 * of the worker. A line that is too long is cut in several. Of a flood so many lines of
 * each second are passed on; the others are counted. Ends with the output.
 */
final class ChildOutput implements Runnable {

	/** The log, below which each worker has one of its own. */
	static final String LOG = "io.heddle.worker.child";

	static final int MAX_LINE = 4000;

	/** How many lines of a second are passed on. */
	static final int MAX_LINES = 1000;

	/** How many characters of the beginning are kept. */
	private static final int MAX_FIRST = 200;

	private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

	/** A process that the child has started may hold the output open. */
	private static final Duration PATIENCE = Duration.ofMillis(200);

	private final Logger logger;

	private final String name;

	private final Process process;

	private final CountDownLatch end = new CountDownLatch(1);

	/** The first lines, which tell why a JVM does not start. */
	private volatile String first = "";

	private final Ticker ticker;

	/**
	 * Since when lines are counted; for the thread that passes them on, as the others.
	 */
	private long sinceNanos;

	private int passed;

	private long leftOut;

	ChildOutput(String name, Process process, Ticker ticker) {
		this.logger = LoggerFactory.getLogger(LOG + "." + name);
		this.name = name;
		this.process = process;
		this.ticker = ticker;
		this.sinceNanos = ticker.nanos();
	}

	/** The beginning. */
	String first() {
		return this.first;
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
			tellLeftOut();
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
			keep(text);
			pass(text);
		}
		line.setLength(0);
	}

	private void keep(String line) {
		String before = this.first;
		if (before.length() < MAX_FIRST) {
			String more = before.isEmpty() ? line : before + " / " + line;
			this.first = more.substring(0, Math.min(more.length(), MAX_FIRST));
		}
	}

	private void pass(String text) {
		if (this.ticker.nanos() - this.sinceNanos >= SECOND_NANOS) {
			tellLeftOut();
			this.sinceNanos = this.ticker.nanos();
			this.passed = 0;
		}
		if (this.passed < MAX_LINES) {
			this.passed++;
			SafeLog.log(() -> this.logger.info("[{} {}] {}", this.name, this.process.pid(), text));
		}
		else {
			this.leftOut++;
		}
	}

	private void tellLeftOut() {
		long count = this.leftOut;
		if (count > 0) {
			SafeLog.log(() -> this.logger.warn("[{} {}] {} more lines were left out: print at most {} in a second",
					this.name, this.process.pid(), count, MAX_LINES));
		}
		this.leftOut = 0;
	}

}
