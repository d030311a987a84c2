package io.heddle.demo.background;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;

import io.heddle.background.Background;
import io.heddle.background.ThreadWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Writes the census to a file in the background. The class is not final, and its
 * annotated method not private, so that there can be a proxy.
 */
@Component
class CensusExport {

	private static final Logger logger = LoggerFactory.getLogger(CensusExport.class);

	private final ExportRows rows;

	private final ExportFiles files;

	CensusExport(ExportRows rows, ExportFiles files) {
		this.rows = rows;
		this.files = files;
	}

	/**
	 * Returns at once.
	 * @throws java.util.concurrent.RejectedExecutionException if too many exports run and
	 * wait
	 */
	@Background(name = "export", manager = "exports", onSuccess = "describe", onFail = "discard", onEnd = "report")
	ThreadWrapper<ExportedFile> export() throws IOException {
		ThreadWrapper<?> thread = ThreadWrapper.current();
		Path file = this.files.of(thread.getId());
		long written = write(file, thread);
		return ThreadWrapper.completed(new ExportedFile(file, written, Files.size(file)));
	}

	private long write(Path file, ThreadWrapper<?> thread) throws IOException {
		try (CsvFile csv = new CsvFile(file, thread)) {
			this.rows.writeTo(csv);
			return csv.written();
		}
	}

	/** The status was the progress until now. */
	void describe(ExportedFile file, ThreadWrapper<?> thread) {
		thread.setStatus(file.toString());
	}

	/** Half a file is of no use. */
	void discard(Throwable cause, ThreadWrapper<?> thread) {
		if (!(cause instanceof CancellationException)) {
			logger.warn("Export '{}' failed", thread.getName(), cause);
		}
		this.files.delete(thread.getId());
	}

	void report(ThreadWrapper<?> thread) {
		Instant start = thread.getStartTime();
		if (start == null) {
			logger.info("Export '{}' {} before it began", thread.getName(), outcome(thread));
		}
		else {
			logger.info("Export '{}' {} after {} ms: {}", thread.getName(), outcome(thread),
					Duration.between(start, Instant.now()).toMillis(), thread.getStatus());
		}
	}

	private static String outcome(ThreadWrapper<?> thread) {
		if (thread.isCancelled()) {
			return "was cancelled";
		}
		return (thread.getException() != null) ? "failed" : "is ready";
	}

}
