package io.heddle.demo.pipeline;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The jar files of a class path.
 */
final class ClassPathJars implements JarSource {

	private final List<Path> jars;

	ClassPathJars(String classPath) {
		this.jars = Arrays.stream(classPath.split(File.pathSeparator))
			.filter((entry) -> entry.endsWith(".jar"))
			.map(Path::of)
			.toList();
	}

	@Override
	public void visit(Visitor visitor) {
		for (Path jar : this.jars) {
			if (!visitor.jar(jar)) {
				return;
			}
		}
	}

	@Override
	public String nameOf(Path file) {
		return String.valueOf(file.getFileName());
	}

	@Override
	public String describe() {
		return "the application's class path";
	}

}
