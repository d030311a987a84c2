package io.heddle.worker;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

import org.jspecify.annotations.Nullable;

/**
 * How a child is started: the same JVM, with the classes that this one has. In an
 * executable jar of Spring Boot they are found by its own launcher.
 *
 * @param java the program
 * @param options of the JVM
 * @param classPath as this JVM has it
 * @param launcher the class whose main method finds the classes of the application,
 * {@code null} if the class path is enough
 */
record ChildCommand(String java, List<String> options, String classPath, @Nullable String launcher) {

	/** Above that some systems refuse an argument. */
	private static final int MAX_ARGUMENT = 30_000;

	private static final String BOOT_LOADER = "org.springframework.boot.loader.";

	/**
	 * What a JVM prints goes where messages go, and not between the frames; it ends when
	 * its memory does, since nobody knows what is left of it then.
	 */
	private static final List<String> OPTIONS = List.of("-XX:+DisplayVMOutputToStderr", "-Xlog:disable",
			"-Xlog:all=warning:stderr", "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData");

	ChildCommand {
		options = List.copyOf(options);
	}

	/** The command for children of this JVM. */
	static ChildCommand of(WorkerSpec spec) throws IOException {
		return of(spec, System.getProperty("java.home"), System.getProperty("java.class.path"));
	}

	static ChildCommand of(WorkerSpec spec, String javaHome, String classPath) throws IOException {
		List<String> options = new ArrayList<>(OPTIONS);
		if (spec.heap() > 0) {
			options.add("-Xmx" + spec.heap());
		}
		options.addAll(spec.jvmArgs());
		return new ChildCommand(Path.of(javaHome, "bin", "java").toString(), options, classPath, launcher(classPath));
	}

	private static @Nullable String launcher(String classPath) throws IOException {
		File file = new File(classPath);
		if (!file.isFile()) {
			return null; // several entries are no file either
		}
		try (JarFile jar = new JarFile(file)) {
			Manifest manifest = jar.getManifest();
			String main = (manifest != null) ? manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS) : null;
			return (main != null && main.startsWith(BOOT_LOADER))
					? main.substring(0, main.lastIndexOf('.')) + ".PropertiesLauncher" : null;
		}
	}

	/** Whether the class path is too long for an argument. */
	boolean isLong() {
		return this.classPath.length() > MAX_ARGUMENT;
	}

	/** The program and its arguments; no shell looks at them. */
	List<String> arguments(@Nullable Path classPathFile) {
		List<String> arguments = new ArrayList<>();
		arguments.add(this.java);
		arguments.addAll(this.options);
		if (this.launcher != null) {
			arguments.add("-Dloader.main=" + WorkerMain.class.getName());
		}
		if (classPathFile != null) {
			arguments.add("@" + classPathFile);
		}
		else {
			arguments.add("-cp");
			arguments.add(this.classPath);
		}
		arguments.add((this.launcher != null) ? this.launcher : WorkerMain.class.getName());
		return arguments;
	}

	/** A file of arguments with the class path, to be deleted by the caller. */
	Path writeClassPath() throws IOException {
		Path file = Files.createTempFile("heddle-worker", ".args");
		String quoted = this.classPath.replace("\\", "\\\\").replace("\"", "\\\"");
		Files.writeString(file, "-cp \"" + quoted + "\"\n", StandardCharsets.UTF_8);
		return file;
	}

	/** The environment of a child: the locale, the path, and what is given. */
	static void fill(Map<String, String> environment, Map<String, String> given) {
		environment.keySet().removeIf((name) -> !isInherited(name));
		environment.putAll(given);
	}

	/** Windows does not find its own libraries without the root of the system. */
	private static boolean isInherited(String name) {
		String upper = name.toUpperCase(Locale.ROOT);
		return upper.equals("LANG") || upper.equals("LANGUAGE") || upper.startsWith("LC_") || upper.equals("TZ")
				|| upper.equals("PATH") || upper.equals("SYSTEMROOT");
	}

}
