package io.heddle.demo.background;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * A temporary directory with a file per export, which is deleted with the application.
 */
@Component
final class ExportFiles implements DisposableBean {

	private static final Logger logger = LoggerFactory.getLogger(ExportFiles.class);

	private final Path directory;

	ExportFiles() throws IOException {
		this.directory = Files.createTempDirectory("jar-census-");
	}

	/** The file of the export with that id, whether it exists or not. */
	Path of(long id) {
		return this.directory.resolve("export-" + id + ".csv");
	}

	/** A file that cannot be deleted now has to wait for the end of the application. */
	void delete(long id) {
		try {
			Files.deleteIfExists(of(id));
		}
		catch (IOException ex) {
			logger.warn("The file of export {} cannot be deleted", id, ex);
		}
	}

	Path directory() {
		return this.directory;
	}

	@Override
	public void destroy() throws IOException {
		FileSystemUtils.deleteRecursively(this.directory);
	}

}
