package io.heddle.demo.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

import io.heddle.buffer.StoppedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

@SuppressWarnings("NullAway.Init")
class ClassReaderTests {

	private static final String SHA_256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

	@TempDir
	Path directory;

	private TestCensus census;

	private ClassReader reader;

	private final List<ClassRecord> records = new ArrayList<>();

	@BeforeEach
	void setUp() throws NoSuchAlgorithmException {
		this.census = new TestCensus(new DirectoryJars(this.directory));
		this.reader = new ClassReader(this.census.source, this.census.ledger);
		this.reader.setup(TestStageContext.SINGLE);
	}

	@AfterEach
	void tearDown() {
		this.reader.cleanup();
		this.census.close();
	}

	@Test
	void classHasNameSizeAndHash() throws IOException {
		Path jar = TestJars.writeClass(this.directory.resolve("a.jar"), "io/foo/Bar.class", "abc");
		this.reader.transport(jar, this.records::add);
		assertThat(this.records)
			.containsExactly(new ClassRecord("a.jar", new ClassName("io.foo.Bar", 0), 3, SHA_256_OF_ABC));
	}

	@Test
	void classLargerThanTheBufferIsReadWhole() throws IOException {
		Path jar = TestJars.writeClass(this.directory.resolve("a.jar"), "Large.class", "x".repeat(100_000));
		this.reader.transport(jar, this.records::add);
		assertThat(this.records).extracting(ClassRecord::bytes).containsExactly(100_000L);
	}

	@Test
	void onlyClassesAreEmitted() throws IOException {
		Path jar = TestJars.write(this.directory.resolve("a.jar"), "A.class", "module-info.class", "readme.txt", "b/",
				"b/B.class", "META-INF/versions/21/A.class");
		this.reader.transport(jar, this.records::add);
		assertThat(this.records).extracting(ClassRecord::name)
			.containsExactlyInAnyOrder(new ClassName("A", 0), new ClassName("b.B", 0), new ClassName("A", 21));
		assertThat(this.census.ledger.numbers().classes()).isEqualTo(3);
		assertThat(this.census.ledger.numbers().read()).isOne();
	}

	@Test
	void corruptJarIsNotedAndLeftToTheErrorPolicy() throws IOException {
		Path jar = TestJars.writeCorrupt(this.directory.resolve("corrupt.jar"));
		assertThatIOException().isThrownBy(() -> this.reader.transport(jar, this.records::add));
		assertThat(this.census.ledger.numbers().unreadable()).containsOnlyKeys("corrupt.jar");
		assertThat(this.census.ledger.numbers().read()).isZero();
	}

	@Test
	void damagedClassIsNoticed() throws IOException {
		Path jar = TestJars.writeClass(this.directory.resolve("a.jar"), "A.class", "x".repeat(50));
		byte[] content = Files.readAllBytes(jar);
		int deflated = new String(content, StandardCharsets.ISO_8859_1).indexOf("A.class") + "A.class".length();
		content[deflated] = (byte) (content[deflated] ^ 0b1000_0000);
		Files.write(jar, content);
		assertThatIOException().isThrownBy(() -> this.reader.transport(jar, this.records::add));
		assertThat(this.records).isEmpty();
		assertThat(this.census.ledger.numbers().unreadable()).containsOnlyKeys("a.jar");
	}

	@Test
	void readerIsUsableAfterACorruptJar() throws IOException {
		corruptJarIsNotedAndLeftToTheErrorPolicy();
		this.reader.transport(TestJars.write(this.directory.resolve("a.jar"), "A.class"), this.records::add);
		assertThat(this.records).hasSize(1);
	}

	@Test
	void vanishedJarIsNoted() {
		Path jar = this.directory.resolve("vanished.jar");
		assertThatIOException().isThrownBy(() -> this.reader.transport(jar, this.records::add));
		assertThat(this.census.ledger.numbers().unreadable()).containsEntry("vanished.jar", "does not exist");
	}

	@Test
	void stopIsLetThroughAndNoFaultOfTheJar() {
		Path jar = TestJars.write(this.directory.resolve("a.jar"), "A.class");
		assertThatExceptionOfType(StoppedException.class).isThrownBy(() -> this.reader.transport(jar, (record) -> {
			throw new StoppedException("stopped");
		}));
		assertThat(this.census.ledger.numbers().unreadable()).isEmpty();
		assertThat(this.census.ledger.numbers().classes()).isZero();
	}

}
