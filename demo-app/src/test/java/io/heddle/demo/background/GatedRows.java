package io.heddle.demo.background;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * Rows of the database that a test can hold back, or have fail, before one of them.
 */
final class GatedRows implements ExportRows {

	private final ExportRows rows;

	private volatile Gate gate = new Gate(-1, null);

	GatedRows(ExportRows rows) {
		this.rows = rows;
	}

	/** Exports from now on wait when they have written so many rows. */
	Gate closeAfter(long rows) {
		Gate closed = new Gate(rows, null);
		this.gate = closed;
		return closed;
	}

	/** Exports from now on fail when they have written so many rows. */
	void failAfter(long rows, RuntimeException failure) {
		this.gate = new Gate(rows, failure);
	}

	/** Lets all pass. */
	void open() {
		this.gate.open();
		this.gate = new Gate(-1, null);
	}

	@Override
	public void writeTo(Sink sink) {
		Gate passed = this.gate;
		this.rows.writeTo(new Sink() {

			private long written;

			@Override
			public void begin(long rows) {
				sink.begin(rows);
			}

			@Override
			public void write(ExportRow row) {
				if (this.written == passed.row) {
					passed.pass();
				}
				sink.write(row);
				this.written++;
			}

		});
	}

	static final class Gate {

		private final long row;

		private final @Nullable RuntimeException failure;

		private final Semaphore reached = new Semaphore(0);

		private final CountDownLatch opened = new CountDownLatch(1);

		private Gate(long row, @Nullable RuntimeException failure) {
			this.row = row;
			this.failure = failure;
		}

		/** Waits until an export waits here. */
		void awaitReached() throws InterruptedException {
			if (!this.reached.tryAcquire(30, TimeUnit.SECONDS)) {
				throw new AssertionError("No export has come to row " + this.row);
			}
		}

		void open() {
			this.opened.countDown();
		}

		private void pass() {
			if (this.failure != null) {
				throw this.failure;
			}
			this.reached.release();
			try {
				this.opened.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Configuration {

		@Bean
		@Primary
		GatedRows gatedRows(ClassTable table) {
			return new GatedRows(table);
		}

	}

}
