package io.heddle.demo.enrich;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

class JarLicenceTests {

	private static final String POM = """
			<project xmlns="http://maven.apache.org/POM/4.0.0">
				<name>foo</name>
				<dependencies><dependency><name>not this one</name></dependency></dependencies>
				<licenses>
					<license><name> The Apache Software License, Version 2.0 </name></license>
					<license><name>MIT</name></license>
				</licenses>
			</project>
			""";

	private static final String MANIFEST = "Manifest-Version: 1.0\r\nBundle-License: MIT\r\n\r\n";

	@TempDir
	Path directory;

	@Test
	void thePomInsideSaysIt() throws IOException {
		assertThat(
				JarLicence.of(jar(Map.of("META-INF/maven/io.foo/foo/pom.xml", POM, "META-INF/MANIFEST.MF", MANIFEST))))
			.isEqualTo("Apache-2.0");
	}

	@Test
	void theManifestSaysItIfThePomDoesNot() throws IOException {
		assertThat(JarLicence
			.of(jar(Map.of("META-INF/maven/io.foo/foo/pom.xml", "<project/>", "META-INF/MANIFEST.MF", MANIFEST))))
			.isEqualTo("MIT");
	}

	@Test
	void thePomsOfOthersSayNothing() throws IOException {
		assertThat(JarLicence
			.of(jar(Map.of("META-INF/maven/io.foo/foo/pom.xml", POM, "META-INF/maven/io.foo/bar/pom.xml", POM))))
			.isNull();
	}

	@Test
	void aJarMaySayNothing() throws IOException {
		assertThat(JarLicence.of(jar(Map.of("io/foo/Bar.class", "content")))).isNull();
	}

	@Test
	void aBrokenPomIsNamed() throws IOException {
		Path jar = jar(Map.of("META-INF/maven/io.foo/foo/pom.xml", "<project><licenses>"));
		assertThatIOException().isThrownBy(() -> JarLicence.of(jar))
			.withMessage("META-INF/maven/io.foo/foo/pom.xml of %s is no XML", jar);
	}

	@Test
	void aPomReadsNoOtherFile() throws IOException {
		Path secret = Files.writeString(this.directory.resolve("secret"), "secret");
		Path jar = jar(Map.of("META-INF/maven/io.foo/foo/pom.xml", """
				<!DOCTYPE project [<!ENTITY secret SYSTEM "%s">]>
				<project><licenses><license><name>&secret;</name></license></licenses></project>
				""".formatted(secret.toUri())));
		assertThatIOException().isThrownBy(() -> JarLicence.of(jar)).withMessageEndingWith("is no XML");
	}

	@Test
	void aFileThatIsNoJarIsRefused() throws IOException {
		Path file = Files.writeString(this.directory.resolve("no.jar"), "<html>404</html>");
		assertThatExceptionOfType(ZipException.class).isThrownBy(() -> JarLicence.of(file));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Apache License, Version 2.0                              | Apache-2.0
			https://www.apache.org/licenses/LICENSE-2.0.txt          | Apache-2.0
			The MIT License (MIT)                                    | MIT
			Eclipse Public License v. 2.0                            | EPL-2.0
			http://www.eclipse.org/legal/epl-v10.html                | EPL-1.0
			BSD 3-clause New License                                 | BSD-3-Clause
			GNU Lesser General Public License, version 2.1           | LGPL-2.1
			GPL2 w/ CPE                                              | GPL-2.0-with-classpath-exception
			Permitted to everyone                                    | Permitted to everyone
			""")
	void theSameLicenceHasOneName(String name, String licence) {
		assertThat(LicenceName.of(name)).isEqualTo(licence);
	}

	private Path jar(Map<String, String> entries) throws IOException {
		Path jar = this.directory.resolve("foo.jar");
		try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
			for (Map.Entry<String, String> entry : entries.entrySet()) {
				out.putNextEntry(new ZipEntry(entry.getKey()));
				out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
				out.closeEntry();
			}
		}
		return jar;
	}

}
