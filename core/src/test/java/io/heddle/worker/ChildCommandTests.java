package io.heddle.worker;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** How a child is started. */
class ChildCommandTests {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	private final WorkerSpec spec = WorkerSpec.of("a").heap(64 << 20).jvmArgs(List.of("-Da=b c", "-Xss1m"));

	private Path jar(String mainClass) throws IOException {
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
		manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, mainClass);
		Path file = this.directory.resolve("app.jar");
		new JarOutputStream(Files.newOutputStream(file), manifest).close();
		return file;
	}

	@Test
	void theChildHasTheClassPathOfItsParent() throws Exception {
		String classPath = "a.jar" + File.pathSeparator + "b c.jar";
		List<String> arguments = ChildCommand.of(this.spec, "/jdk", classPath).arguments(null);
		assertThat(arguments).first().isEqualTo(Path.of("/jdk", "bin", "java").toString());
		assertThat(arguments).endsWith("-Xmx67108864", "-Da=b c", "-Xss1m", "-cp", classPath,
				"io.heddle.worker.WorkerMain");
	}

	@Test
	void anExecutableJarIsStartedByItsOwnLauncher() throws Exception {
		String jar = jar("org.springframework.boot.loader.launch.JarLauncher").toString();
		assertThat(ChildCommand.of(this.spec, "/jdk", jar).arguments(null)).endsWith(
				"-Dloader.main=io.heddle.worker.WorkerMain", "-cp", jar,
				"org.springframework.boot.loader.launch.PropertiesLauncher");
	}

	@Test
	void anyOtherJarIsAClassPath() throws Exception {
		String jar = jar("com.acme.Main").toString();
		assertThat(ChildCommand.of(this.spec, "/jdk", jar).arguments(null)).endsWith("-cp", jar,
				"io.heddle.worker.WorkerMain");
	}

	@Test
	void aLongClassPathIsWrittenToAFile() throws Exception {
		String classPath = "some \"jar\".jar:".repeat(4000);
		ChildCommand command = ChildCommand.of(this.spec, "/jdk", classPath);
		assertThat(command.isLong()).isTrue();
		Path file = command.writeClassPath();
		assertThat(command.arguments(file)).contains("@" + file).doesNotContain(classPath);
		assertThat(file).hasContent("-cp \"" + classPath.replace("\"", "\\\"") + "\"");
		Files.delete(file);
	}

	@Test
	void theEnvironmentHasNoSecrets() {
		Map<String, String> environment = new HashMap<>(
				Map.of("PATH", "/bin", "LC_ALL", "C", "Path", "x", "DB_PASSWORD", "secret", "JAVA_TOOL_OPTIONS", "-x"));
		ChildCommand.fill(environment, Map.of("GIVEN", "1", "PATH", "/usr/bin"));
		assertThat(environment)
			.containsExactlyInAnyOrderEntriesOf(Map.of("PATH", "/usr/bin", "LC_ALL", "C", "Path", "x", "GIVEN", "1"));
	}

}
