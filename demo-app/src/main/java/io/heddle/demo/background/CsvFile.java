package io.heddle.demo.background;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.heddle.background.ThreadWrapper;

/**
 * Writes rows to a file as RFC 4180 wants them, in UTF-8, and tells a task how far it is.
 * Gives up between two rows when its thread is interrupted.
 */
final class CsvFile implements ExportRows.Sink, AutoCloseable {

	/** So many rows are between two changes of the status. */
	private static final int STEP = 100;

	private static final String END_OF_LINE = "\r\n";

	private final BufferedWriter writer;

	private final ThreadWrapper<?> thread;

	private long total;

	private long written;

	/**
	 * A file that must not exist yet.
	 * @param thread the task whose status will be the progress
	 */
	CsvFile(Path file, ThreadWrapper<?> thread) throws IOException {
		this.writer = Files.newBufferedWriter(file);
		this.thread = thread;
	}

	@Override
	public void begin(long rows) {
		this.total = rows;
		this.thread.progress(0, rows);
		writeLine("jar", "name", "release", "bytes", "sha256");
	}

	@Override
	public void write(ExportRow row) {
		if (Thread.currentThread().isInterrupted()) {
			throw new CancellationException("Interrupted after %d of %d rows".formatted(this.written, this.total));
		}
		writeLine(row.jar(), row.name(), row.release(), row.bytes(), row.sha256());
		this.written++;
		if (this.written % STEP == 0 || this.written == this.total) {
			this.thread.progress(this.written, this.total);
		}
	}

	private void writeLine(Object... values) {
		try {
			this.writer.append(Stream.of(values).map(CsvFile::quote).collect(Collectors.joining(",")))
				.append(END_OF_LINE);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A value as it stands in a line: in quotes if it would be misread without. */
	static String quote(Object value) {
		String text = value.toString();
		boolean plain = text.chars().noneMatch((c) -> c == ',' || c == '"' || c == '\r' || c == '\n');
		return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
	}

	/** How many rows have been written. */
	long written() {
		return this.written;
	}

	@Override
	public void close() throws IOException {
		this.writer.close();
	}

}
