package io.heddle.demo.pipeline;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ClassNameTests {

	@Test
	void classHasDots() {
		assertThat(ClassName.ofEntry("io/foo/Bar$Baz.class")).contains(new ClassName("io.foo.Bar$Baz", 0));
	}

	@Test
	void classOfARelease() {
		assertThat(ClassName.ofEntry("META-INF/versions/21/io/foo/Bar.class"))
			.contains(new ClassName("io.foo.Bar", 21));
	}

	@ParameterizedTest
	@ValueSource(strings = { "io/foo/", "io/foo/bar.properties", "module-info.class",
			"META-INF/versions/9/module-info.class", "META-INF/MANIFEST.MF" })
	void otherEntriesAreNoClasses(String entry) {
		assertThat(ClassName.ofEntry(entry)).isEmpty();
	}

}
