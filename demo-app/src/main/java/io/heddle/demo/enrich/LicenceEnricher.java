package io.heddle.demo.enrich;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

import io.heddle.demo.pipeline.JarSource;
import io.heddle.enrich.ConfigEnricher;
import io.heddle.enrich.EnricherWorker;
import io.heddle.enrich.TaskQueue;

import org.springframework.stereotype.Component;

/**
 * Adds its licence to each jar that there is. How many threads do that stands in
 * {@code application.yml}.
 */
@Component("licences")
final class LicenceEnricher extends ConfigEnricher<LicenceTable, Path, String> {

	private static final int THREADS = 4;

	private final JarSource source;

	LicenceEnricher(LicenceTable table, JarSource source) {
		super(table, THREADS);
		this.source = source;
	}

	@Override
	protected void prepare() {
		builder().clear();
	}

	@Override
	protected EnricherWorker<Path, String> createWorker() {
		return new LicenceWorker(builder(), this.source);
	}

	@Override
	protected void addTasks(TaskQueue<Path> tasks) {
		try {
			this.source.visit((jar) -> {
				tasks.put(jar);
				return true;
			});
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
