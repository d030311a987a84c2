package io.heddle.demo.pipeline;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

/**
 * What the stages have counted in this run. Thread-safe.
 */
@Component
final class CensusLedger {

	private final JarSource source;

	private final CensusProgress progress;

	private final AtomicLong expected = new AtomicLong();

	private final LongAdder found = new LongAdder();

	private final LongAdder read = new LongAdder();

	private final LongAdder classes = new LongAdder();

	private final LongAdder bytes = new LongAdder();

	private final LongAdder stored = new LongAdder();

	private final Map<String, String> unreadable = new ConcurrentHashMap<>();

	CensusLedger(JarSource source, CensusProgress progress) {
		this.source = source;
		this.progress = progress;
	}

	/** Forgets the run before. */
	void open() {
		this.expected.set(0);
		Stream.of(this.found, this.read, this.classes, this.bytes, this.stored).forEach(LongAdder::reset);
		this.unreadable.clear();
	}

	void expect(long jars) {
		this.expected.set(jars);
		this.progress.open(jars);
	}

	void found() {
		this.found.increment();
	}

	void read() {
		this.read.increment();
		this.progress.step(this.classes.sum());
	}

	void read(ClassRecord record) {
		this.classes.increment();
		this.bytes.add(record.bytes());
	}

	void stored(int records) {
		this.stored.add(records);
	}

	/** Notes a file or directory that was passed over. */
	void unreadable(Path file, IOException cause) {
		this.unreadable.put(this.source.nameOf(file), reason(cause));
	}

	/** Notes a jar that was found and could not be read to its end. */
	void unreadableJar(Path jar, IOException cause) {
		unreadable(jar, cause);
		this.progress.step(this.classes.sum());
	}

	private static String reason(IOException cause) {
		if (cause instanceof NoSuchFileException) {
			return "does not exist";
		}
		if (cause instanceof NotDirectoryException) {
			return "is not a directory";
		}
		if (cause instanceof AccessDeniedException) {
			return "access denied";
		}
		return (cause.getMessage() != null) ? cause.getMessage() : cause.getClass().getSimpleName();
	}

	CensusNumbers numbers() {
		return new CensusNumbers(this.expected.get(), this.found.sum(), this.read.sum(), this.classes.sum(),
				this.bytes.sum(), this.stored.sum(), new TreeMap<>(this.unreadable));
	}

}
