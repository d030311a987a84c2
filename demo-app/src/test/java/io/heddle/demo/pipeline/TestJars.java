package io.heddle.demo.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes small jars.
 */
final class TestJars {

	private TestJars() {
	}

	/** Writes a jar in which the content of each entry is its name. */
	static Path write(Path jar, String... entries) {
		try {
			Files.createDirectories(jar.toAbsolutePath().getParent());
			try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
				for (String entry : entries) {
					put(out, entry, entry);
				}
			}
			return jar;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Writes a jar with one class of the given content. */
	static Path writeClass(Path jar, String entry, String content) throws IOException {
		try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
			put(out, entry, content);
		}
		return jar;
	}

	/** Writes a file that is no jar. */
	static Path writeCorrupt(Path jar) throws IOException {
		return Files.writeString(jar, "<html>404</html>");
	}

	private static void put(ZipOutputStream out, String entry, String content) throws IOException {
		out.putNextEntry(new ZipEntry(entry));
		out.write(content.getBytes(StandardCharsets.UTF_8));
		out.closeEntry();
	}

}
