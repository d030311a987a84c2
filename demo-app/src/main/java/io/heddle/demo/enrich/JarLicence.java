package io.heddle.demo.enrich;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

import javax.xml.stream.XMLStreamException;

import org.jspecify.annotations.Nullable;

/**
 * Finds what a jar says of its licence: its POM if there is one inside, else its
 * manifest.
 */
final class JarLicence {

	private static final Attributes.Name MANIFEST_KEY = new Attributes.Name("Bundle-License");

	private JarLicence() {
	}

	/** The licence; {@code null} if the jar does not say. */
	static @Nullable String of(Path file) throws IOException {
		try (JarFile jar = new JarFile(file.toFile(), false)) {
			String licence = ofPom(jar);
			return (licence != null) ? licence : ofManifest(jar);
		}
	}

	/** A jar that has others inside has their POMs too, and none of them is its own. */
	private static @Nullable String ofPom(JarFile jar) throws IOException {
		List<JarEntry> poms = jar.stream().filter(JarLicence::isPom).limit(2).toList();
		if (poms.size() != 1) {
			return null;
		}
		try (InputStream content = jar.getInputStream(poms.get(0))) {
			String name = PomLicence.of(content);
			return (name != null) ? LicenceName.of(name) : null;
		}
		catch (XMLStreamException ex) {
			throw new IOException("%s of %s is no XML".formatted(poms.get(0).getName(), jar.getName()), ex);
		}
	}

	private static boolean isPom(ZipEntry entry) {
		return entry.getName().startsWith("META-INF/maven/") && entry.getName().endsWith("/pom.xml");
	}

	private static @Nullable String ofManifest(JarFile jar) throws IOException {
		Manifest manifest = jar.getManifest();
		String value = (manifest != null) ? manifest.getMainAttributes().getValue(MANIFEST_KEY) : null;
		return (value != null && !value.isBlank()) ? LicenceName.of(value) : null;
	}

}
