package io.heddle.periodic;

import java.io.IOException;
import java.io.Reader;
import java.util.concurrent.locks.ReentrantLock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all that a command writes and keeps the beginning of it. Thread-safe.
 */
final class CommandOutput implements Runnable {

	/** How many characters are kept. */
	static final int MAX_LENGTH = 64 * 1024;

	private static final Logger logger = LoggerFactory.getLogger(CommandOutput.class);

	private final Reader source;

	private final ReentrantLock lock = new ReentrantLock();

	/** Guarded by the lock. */
	private final StringBuilder kept = new StringBuilder();

	/** How many characters were not kept; guarded by the lock. */
	private long more;

	CommandOutput(Reader source) {
		this.source = source;
	}

	@Override
	public void run() {
		char[] part = new char[8192];
		try (this.source) {
			for (int length = this.source.read(part); length >= 0; length = this.source.read(part)) {
				add(part, length);
			}
		}
		catch (IOException ex) {
			logger.debug("The output of a command has been cut off", ex);
		}
	}

	private void add(char[] part, int length) {
		this.lock.lock();
		try {
			int fits = Math.min(length, MAX_LENGTH - this.kept.length());
			this.kept.append(part, 0, fits);
			this.more += length - fits;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** What has been read so far, and at its end how much was not kept. */
	String text() {
		this.lock.lock();
		try {
			return (this.more == 0) ? this.kept.toString() : "%s%n… %d more characters".formatted(this.kept, this.more);
		}
		finally {
			this.lock.unlock();
		}
	}

}
