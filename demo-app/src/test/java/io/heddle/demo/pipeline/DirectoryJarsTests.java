package io.heddle.demo.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class DirectoryJarsTests {

	@TempDir
	Path directory;

	private final List<String> jars = new ArrayList<>();

	private final List<IOException> causes = new ArrayList<>();

	@Test
	void jarsAtAnyDepthAreVisited() throws IOException {
		TestJars.write(this.directory.resolve("a.jar"));
		TestJars.write(this.directory.resolve("x/y/B.JAR"));
		Files.writeString(this.directory.resolve("x/readme.txt"), "no jar");
		Files.createDirectory(this.directory.resolve("directory.jar"));
		visit(this.directory, Integer.MAX_VALUE);
		assertThat(this.jars).containsExactlyInAnyOrder("a.jar", "x/y/B.JAR");
		assertThat(this.causes).isEmpty();
	}

	@Test
	void linksBelowTheDirectoryAreNotFollowed() throws IOException {
		TestJars.write(this.directory.resolve("x/a.jar"));
		Files.createSymbolicLink(this.directory.resolve("x/loop"), this.directory);
		Files.createSymbolicLink(this.directory.resolve("b.jar"), this.directory.resolve("x/a.jar"));
		visit(this.directory, Integer.MAX_VALUE);
		assertThat(this.jars).containsExactly("x/a.jar");
	}

	@Test
	void directoryItselfMayBeALink() throws IOException {
		TestJars.write(this.directory.resolve("real/a.jar"));
		Path link = Files.createSymbolicLink(this.directory.resolve("link"), this.directory.resolve("real"));
		visit(link, Integer.MAX_VALUE);
		assertThat(this.jars).containsExactly("a.jar");
	}

	@Test
	void missingDirectoryIsReported() throws IOException {
		visit(this.directory.resolve("missing"), Integer.MAX_VALUE);
		assertThat(this.jars).isEmpty();
		assertThat(this.causes).singleElement().isInstanceOf(NoSuchFileException.class);
	}

	@Test
	void fileInPlaceOfADirectoryIsReported() throws IOException {
		visit(TestJars.write(this.directory.resolve("a.jar")), Integer.MAX_VALUE);
		assertThat(this.jars).isEmpty();
		assertThat(this.causes).singleElement().isInstanceOf(NotDirectoryException.class);
	}

	@Test
	void walkEndsWhenTheVisitorHasHadEnough() throws IOException {
		TestJars.write(this.directory.resolve("a.jar"));
		TestJars.write(this.directory.resolve("b.jar"));
		TestJars.write(this.directory.resolve("c.jar"));
		visit(this.directory, 2);
		assertThat(this.jars).hasSize(2);
	}

	private void visit(Path root, int limit) throws IOException {
		DirectoryJars source = new DirectoryJars(root);
		source.visit(new JarSource.Visitor() {

			@Override
			public boolean jar(Path jar) {
				DirectoryJarsTests.this.jars.add(source.nameOf(jar));
				return DirectoryJarsTests.this.jars.size() < limit;
			}

			@Override
			public void unreadable(Path file, IOException cause) {
				DirectoryJarsTests.this.causes.add(cause);
			}

		});
	}

}
