package io.heddle.demo.enrich;

import java.io.IOException;
import java.nio.file.Path;

import io.heddle.demo.pipeline.JarSource;
import io.heddle.enrich.EnricherWorker;
import org.jspecify.annotations.Nullable;

/**
 * Opens jars in a thread of its own; what it has found is saved by one thread at a time.
 */
final class LicenceWorker extends EnricherWorker<Path, String> {

	private final LicenceTable table;

	private final JarSource source;

	LicenceWorker(LicenceTable table, JarSource source) {
		this.table = table;
		this.source = source;
	}

	@Override
	protected @Nullable String doTask(Path jar) throws IOException {
		return JarLicence.of(jar);
	}

	@Override
	protected void saveData(Path jar, String licence) {
		this.table.put(this.source.nameOf(jar), licence);
	}

}
