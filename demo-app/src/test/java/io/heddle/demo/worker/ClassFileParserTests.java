package io.heddle.demo.worker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ClassFileParserTests {

	static byte[] contentOf(Class<?> type) throws IOException {
		String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
		try (InputStream content = Objects.requireNonNull(type.getResourceAsStream(file))) {
			return content.readAllBytes();
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { ClassFile.class, ClassFileParser.class, String.class, Thread.State.class, Runnable.class })
	void readsAnyClass(Class<?> type) throws IOException {
		ClassFile file = ClassFileParser.parse(contentOf(type));
		assertThat(file.name()).isEqualTo(type.getName());
		assertThat(file.fields()).isEqualTo(type.getDeclaredFields().length);
		assertThat(file.constants()).isPositive();
	}

	@Test
	void whatIsNoClassFileIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ClassFileParser.parse("<html>404</html>".getBytes(StandardCharsets.UTF_8)))
			.withMessage("The file does not begin as a class file does");
	}

	@Test
	void halfAClassFileIsRefused() throws IOException {
		byte[] content = contentOf(ClassFile.class);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ClassFileParser.parse(Arrays.copyOf(content, content.length / 2)))
			.withMessage("The class file ends in the middle");
	}

	@Test
	void whatFollowsAClassIsRefused() throws IOException {
		byte[] content = contentOf(ClassFile.class);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ClassFileParser.parse(Arrays.copyOf(content, content.length + 3)))
			.withMessage("3 bytes follow the class");
	}

}
