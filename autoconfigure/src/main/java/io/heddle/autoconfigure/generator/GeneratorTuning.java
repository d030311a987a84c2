package io.heddle.autoconfigure.generator;

import java.util.Map;
import java.util.regex.Pattern;

import io.heddle.autoconfigure.diagnostics.EntryMistakes;
import io.heddle.autoconfigure.diagnostics.ValueMistakes;
import io.heddle.autoconfigure.generator.GeneratorProperties.Entry;
import io.heddle.autoconfigure.naming.ConfiguredKeys;
import io.heddle.autoconfigure.naming.KnownSettings;
import io.heddle.autoconfigure.naming.Spelling;
import io.heddle.generator.GeneratorSpec;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;

/**
 * The settings of the entries, checked at the start of the application and applied when a
 * generator is made. Which names there are is known only then, so an entry that nothing
 * uses stops no start.
 */
final class GeneratorTuning {

	static final String PROPERTY = "heddle.generator";

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

	private final GeneratorProperties properties;

	private final ObjectProvider<GeneratorCustomizer> customizers;

	private final ThreadMode mode;

	private final UnusedEntries unused;

	GeneratorTuning(GeneratorProperties properties, ObjectProvider<GeneratorCustomizer> customizers, ThreadMode mode,
			Environment environment) {
		this.properties = properties;
		this.customizers = customizers;
		this.mode = mode;
		Map<String, String> names = ConfiguredKeys.under(PROPERTY, environment);
		names.values().forEach((name) -> check(name, environment));
		this.unused = new UnusedEntries(names);
	}

	private void check(String name, Environment environment) {
		if (!NAME.matcher(name).matches()) {
			throw EntryMistakes.invalidName(PROPERTY, name);
		}
		String property = PROPERTY + "." + name;
		KnownSettings.check(property, PROPERTY + "." + Spelling.uniform(name), Entry.class, environment);
		Entry entry = this.properties.entry(name);
		Integer prefetch = entry.prefetch();
		if (prefetch != null && (prefetch < 0 || prefetch > GeneratorSpec.MAX_PREFETCH)) {
			throw ValueMistakes.invalidValue(property + ".prefetch", prefetch,
					"from 0, which means no limit, to %d".formatted(GeneratorSpec.MAX_PREFETCH));
		}
		ThreadMode wanted = entry.mode();
		if (wanted != null && !ThreadSource.isSupported(wanted)) {
			throw ValueMistakes.noVirtualThreads(property + ".mode", Runtime.version().feature());
		}
	}

	GeneratorSpec apply(GeneratorSpec spec) {
		this.unused.made(spec.name());
		Entry entry = this.properties.entry(spec.name());
		Integer prefetch = entry.prefetch();
		ThreadMode wanted = entry.mode();
		GeneratorSpec tuned = spec.prefetch((prefetch != null) ? prefetch : spec.prefetch());
		if (wanted != null || spec.mode() == ThreadMode.PLATFORM) {
			tuned = tuned.mode((wanted != null) ? wanted : this.mode);
		}
		for (GeneratorCustomizer customizer : this.customizers.orderedStream().toList()) {
			tuned = customizer.customize(tuned).name(spec.name());
		}
		return tuned;
	}

}
