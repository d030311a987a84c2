package io.heddle.demo.pipeline;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Where the jar files come from.
 */
public sealed interface JarSource permits DirectoryJars, ClassPathJars {

	/**
	 * Shows each jar to the visitor, one after the other and without collecting them
	 * first, until the visitor has had enough.
	 */
	void visit(Visitor visitor) throws IOException;

	/** What a jar is called in the census. */
	String nameOf(Path file);

	/** The source in words. */
	String describe();

	/**
	 * Is shown what there is.
	 */
	interface Visitor {

		/**
		 * Takes a jar.
		 * @return whether it wants another one
		 */
		boolean jar(Path jar);

		/** Hears of a file or directory that cannot be looked at. */
		default void unreadable(Path file, IOException cause) {
		}

	}

}
