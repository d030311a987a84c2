package io.heddle.demo.worker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import io.heddle.demo.pipeline.JarSource;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Fetches classes out of the jars of the census, by the names that they have there.
 */
@Component
final class JarClasses {

	private final JarSource source;

	JarClasses(JarSource source) {
		this.source = source;
	}

	/**
	 * The content of a class.
	 * @param limit how many bytes are read at most
	 * @return {@code null} if there is no such jar, or no such class in it
	 */
	byte @Nullable [] find(String jar, String name, int limit) throws IOException {
		Path file = find(jar);
		if (file == null) {
			return null;
		}
		try (ZipFile zip = new ZipFile(file.toFile())) {
			ZipEntry entry = zip.getEntry(name.replace('.', '/') + ".class");
			if (entry == null) {
				return null;
			}
			try (InputStream content = zip.getInputStream(entry)) {
				return content.readNBytes(limit);
			}
		}
	}

	/** A name is looked for, and never made a path, which could lead anywhere. */
	private @Nullable Path find(String jar) throws IOException {
		AtomicReference<@Nullable Path> found = new AtomicReference<>();
		this.source.visit((file) -> {
			if (this.source.nameOf(file).equals(jar)) {
				found.set(file);
			}
			return found.get() == null;
		});
		return found.get();
	}

}
