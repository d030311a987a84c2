package io.heddle.demo.pipeline;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a class as an entry of a jar says it. The entry
 * {@code META-INF/versions/21/io/foo/Bar.class} is {@code io.foo.Bar} for release 21.
 *
 * @param name the name, with dots
 * @param release the Java release from which on it applies in a multi-release jar; 0 for
 * all
 */
record ClassName(String name, int release) {

	private static final String SUFFIX = ".class";

	private static final Pattern VERSIONED = Pattern.compile("META-INF/versions/(\\d{1,4})/(.+)");

	/** The class of an entry; empty for resources and for module descriptors. */
	static Optional<ClassName> ofEntry(String entry) {
		if (!entry.endsWith(SUFFIX) || entry.endsWith("module-info.class")) {
			return Optional.empty();
		}
		String path = entry.substring(0, entry.length() - SUFFIX.length());
		Matcher versioned = VERSIONED.matcher(path);
		return Optional
			.of(versioned.matches() ? new ClassName(dotted(versioned.group(2)), Integer.parseInt(versioned.group(1)))
					: new ClassName(dotted(path), 0));
	}

	private static String dotted(String path) {
		return path.replace('/', '.');
	}

}
