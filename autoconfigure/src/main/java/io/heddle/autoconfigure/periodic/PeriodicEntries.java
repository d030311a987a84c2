package io.heddle.autoconfigure.periodic;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import io.heddle.autoconfigure.diagnostics.EntryMistakes;
import io.heddle.autoconfigure.naming.ConfiguredKeys;
import io.heddle.autoconfigure.naming.KnownSettings;
import io.heddle.autoconfigure.naming.Spelling;
import io.heddle.autoconfigure.periodic.PeriodicProperties.Cron;
import io.heddle.autoconfigure.periodic.PeriodicProperties.Entry;
import io.heddle.autoconfigure.periodic.PeriodicProperties.Scheduler;
import io.heddle.periodic.PeriodicSpec;

import org.springframework.core.env.Environment;

/**
 * The entries under {@code heddle.periodic}, and which of them have tuned something.
 */
final class PeriodicEntries {

	static final String PROPERTY = "heddle.periodic";

	static final String SCHEDULER = "heddle.scheduler";

	private static final String CRON = "heddle.cron";

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

	private final PeriodicProperties properties;

	private final Environment environment;

	/** The keys as they are spelled, by their uniform form. */
	private final Map<String, String> keys;

	private final Set<String> used = ConcurrentHashMap.newKeySet();

	PeriodicEntries(PeriodicProperties properties, Environment environment) {
		this.properties = properties;
		this.environment = environment;
		this.keys = ConfiguredKeys.under(PROPERTY, environment);
		this.keys.forEach(this::check);
		KnownSettings.check(SCHEDULER, SCHEDULER, Scheduler.class, environment);
		KnownSettings.check(CRON, CRON, Cron.class, environment);
	}

	private void check(String uniform, String name) {
		if (!NAME.matcher(name).matches()) {
			throw EntryMistakes.invalidName(PROPERTY, name);
		}
		KnownSettings.check(PROPERTY + "." + name, PROPERTY + "." + uniform, Entry.class, this.environment);
	}

	boolean isShellAllowed() {
		return this.properties.cron().allowShell();
	}

	/** By the entry that is called like the bean, or else like the object. */
	PeriodicTuning tuning(String bean, PeriodicSpec spec) {
		String uniform = this.keys.containsKey(Spelling.uniform(bean)) ? Spelling.uniform(bean)
				: Spelling.uniform(spec.name());
		String key = this.keys.getOrDefault(uniform, spec.name());
		this.used.add(uniform);
		return new PeriodicTuning(PROPERTY + "." + key, this.properties.entry(key), spec);
	}

	/** The entries that have tuned nothing so far, by their uniform form. */
	Map<String, String> unused() {
		Map<String, String> unused = new LinkedHashMap<>(this.keys);
		unused.keySet().removeAll(this.used);
		return unused;
	}

	/** Whether nothing but a variable has the entry. */
	boolean isOnlyInVariable(String uniform) {
		return !ConfiguredKeys.spelledUnder(PROPERTY, this.environment).containsKey(uniform);
	}

}
