package io.heddle.demo.worker;

import java.util.Arrays;

import io.heddle.worker.WorkerTask;
import org.jspecify.annotations.Nullable;

/**
 * The task for the child process: it travels there with the content of the class file.
 */
final class ClassCheck implements WorkerTask<ClassFile> {

	private static final long serialVersionUID = 1L;

	private final byte[] content;

	ClassCheck(byte[] content) {
		this.content = content;
	}

	@Override
	public ClassFile run() {
		return ClassFileParser.parse(this.content);
	}

	/** Two tasks for the same file are one. */
	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof ClassCheck check && Arrays.equals(check.content, this.content);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.content);
	}

}
