package io.heddle.demo.background;

import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.heddle.background.ThreadWrapper;

import org.springframework.stereotype.Component;

/**
 * The last exports by their ids. Those that have ended are forgotten when there are too
 * many, the oldest first, and their files are deleted with them. Thread-safe.
 */
@Component
final class ExportList {

	private final CensusExport census;

	private final ExportFiles files;

	private final int keep;

	private final Map<Long, ThreadWrapper<ExportedFile>> exports = new ConcurrentHashMap<>();

	ExportList(CensusExport census, ExportFiles files, ExportProperties properties) {
		this.census = census;
		this.files = files;
		this.keep = properties.keep();
	}

	/**
	 * Starts an export.
	 * @throws java.util.concurrent.RejectedExecutionException if too many run and wait
	 */
	ThreadWrapper<ExportedFile> start() throws IOException {
		ThreadWrapper<ExportedFile> export = this.census.export();
		this.exports.put(export.getId(), export);
		this.exports.values()
			.stream()
			.sorted(Comparator.comparing(ThreadWrapper::getId))
			.limit(Math.max(0, this.exports.size() - this.keep))
			.filter(ThreadWrapper::isDone)
			.forEach(this::forget);
		return export;
	}

	Optional<ThreadWrapper<ExportedFile>> find(long id) {
		return Optional.ofNullable(this.exports.get(id));
	}

	/**
	 * Cancels an export, or forgets it if it has ended.
	 * @return whether it is forgotten now
	 */
	boolean cancelOrForget(ThreadWrapper<ExportedFile> export) {
		if (export.cancel() || !export.isDone()) {
			return false;
		}
		forget(export);
		return true;
	}

	private void forget(ThreadWrapper<ExportedFile> export) {
		this.exports.remove(export.getId());
		this.files.delete(export.getId());
	}

}
