package io.heddle.demo.periodic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.heddle.demo.pipeline.JarSource;
import io.heddle.pipeline.Pipeline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Looks for jars that were not there before, and has them counted.
 */
@Component
final class JarWatch {

	private static final Logger logger = LoggerFactory.getLogger(JarWatch.class);

	private final JarSource source;

	private final Pipeline census;

	/** Empty until the first look. */
	private volatile Set<Path> known = Set.of();

	private volatile List<String> lastNew = List.of();

	JarWatch(JarSource source, Pipeline census) {
		this.source = source;
		this.census = census;
	}

	/** Jars that come while there is a census are met by the next look. */
	void look() {
		Set<Path> present = jars();
		List<String> fresh = present.stream()
			.filter((jar) -> !this.known.contains(jar))
			.map(this.source::nameOf)
			.sorted()
			.toList();
		if (!this.known.isEmpty() && !fresh.isEmpty()) {
			if (this.census.activityState().isActive()) {
				return;
			}
			logger.info("{} new jars, the first one is {}", fresh.size(), fresh.get(0));
			this.lastNew = fresh;
			this.census.start();
		}
		this.known = present;
	}

	private Set<Path> jars() {
		Set<Path> jars = new HashSet<>();
		try {
			this.source.visit(jars::add);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return jars;
	}

	/** How many jars there were when it looked last. */
	int jarCount() {
		return this.known.size();
	}

	/** The new ones that it has found last. */
	List<String> lastNew() {
		return this.lastNew;
	}

}
