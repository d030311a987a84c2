package io.heddle.autoconfigure.generator;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.heddle.activity.NearName;
import io.heddle.autoconfigure.naming.Spelling;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entries that no generator has used so far. Which names there are is known when
 * generators are made, so a name without an entry that is near to such an entry is no
 * mistake for sure: it is told in the log, once. Thread-safe.
 */
final class UnusedEntries {

	/** How many pairs are told; names may come from data. */
	private static final int MAX_TOLD = 100;

	private static final Logger logger = LoggerFactory.getLogger(UnusedEntries.class);

	/** As they are spelled, by their uniform form. */
	private final Map<String, String> unused;

	/** All entries in their uniform form. */
	private final Set<String> entries;

	private final Set<Pair> told = ConcurrentHashMap.newKeySet();

	UnusedEntries(Map<String, String> names) {
		this.unused = new ConcurrentHashMap<>(names);
		this.entries = Set.copyOf(names.keySet());
	}

	/** A generator of that name is made. */
	void made(String generator) {
		String uniform = Spelling.uniform(generator);
		if (this.entries.contains(uniform)) {
			this.unused.remove(uniform);
			return;
		}
		this.unused.forEach((near, entry) -> {
			if (NearName.isVeryNear(uniform, near)) {
				tell(generator, entry, new Pair(uniform, near));
			}
		});
	}

	private void tell(String generator, String entry, Pair pair) {
		if (this.told.size() < MAX_TOLD && this.told.add(pair)) {
			logger.warn(
					"Generator '{}' has no entry, and no generator has used '{}.{}' so far: if that is meant for "
							+ "it, call the entry '{}.{}'",
					generator, GeneratorTuning.PROPERTY, entry, GeneratorTuning.PROPERTY, generator);
		}
	}

	/** Two names in their uniform form. */
	private record Pair(String generator, String entry) {

	}

}
