package io.heddle.demo.pipeline;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The jar files below a directory. Symbolic links below it are not followed, so that
 * there are no loops and no jar is met twice.
 */
final class DirectoryJars implements JarSource {

	private final Path root;

	DirectoryJars(Path root) {
		this.root = real(root);
	}

	private static Path real(Path directory) {
		try {
			return directory.toRealPath();
		}
		catch (IOException ex) {
			return directory.toAbsolutePath().normalize();
		}
	}

	@Override
	public void visit(Visitor visitor) throws IOException {
		if (Files.exists(this.root) && !Files.isDirectory(this.root)) {
			visitor.unreadable(this.root, new NotDirectoryException(this.root.toString()));
			return;
		}
		Files.walkFileTree(this.root, new Walk(visitor));
	}

	@Override
	public String nameOf(Path file) {
		Path name = (file.startsWith(this.root) && !file.equals(this.root)) ? this.root.relativize(file) : file;
		return name.toString().replace(File.separatorChar, '/');
	}

	@Override
	public String describe() {
		return this.root.toString();
	}

	private static final class Walk extends SimpleFileVisitor<Path> {

		private final Visitor visitor;

		private Walk(Visitor visitor) {
			this.visitor = visitor;
		}

		@Override
		public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
			boolean jar = attributes.isRegularFile() && file.toString().toLowerCase(Locale.ROOT).endsWith(".jar");
			return (!jar || this.visitor.jar(file)) ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
		}

		@Override
		public FileVisitResult visitFileFailed(Path file, IOException cause) {
			this.visitor.unreadable(file, cause);
			return FileVisitResult.CONTINUE;
		}

		@Override
		public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException cause) {
			if (cause != null) {
				this.visitor.unreadable(directory, cause);
			}
			return FileVisitResult.CONTINUE;
		}

	}

}
