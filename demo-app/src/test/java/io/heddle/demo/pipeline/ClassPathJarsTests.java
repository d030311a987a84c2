package io.heddle.demo.pipeline;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClassPathJarsTests {

	@Test
	void jarsOfTheClassPathAreVisitedInItsOrder() {
		ClassPathJars source = new ClassPathJars(
				String.join(File.pathSeparator, "classes", "lib/b.jar", "lib/a.jar", ""));
		List<Path> jars = new ArrayList<>();
		source.visit(jars::add);
		assertThat(jars).containsExactly(Path.of("lib/b.jar"), Path.of("lib/a.jar"));
		assertThat(jars).extracting(source::nameOf).containsExactly("b.jar", "a.jar");
	}

	@Test
	void visitEndsWhenTheVisitorHasHadEnough() {
		List<Path> jars = new ArrayList<>();
		new ClassPathJars(String.join(File.pathSeparator, "a.jar", "b.jar")).visit((jar) -> {
			jars.add(jar);
			return false;
		});
		assertThat(jars).containsExactly(Path.of("a.jar"));
	}

}
