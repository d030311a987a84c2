package io.heddle.autoconfigure.enrich;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import io.heddle.activity.Activity;
import io.heddle.autoconfigure.diagnostics.EnrichMistakes;
import io.heddle.autoconfigure.diagnostics.EntryMistakes;
import io.heddle.autoconfigure.enrich.EnrichProperties.Entry;
import io.heddle.autoconfigure.naming.ConfiguredKeys;
import io.heddle.autoconfigure.naming.KnownSettings;
import io.heddle.autoconfigure.naming.Spelling;
import io.heddle.enrich.ConfigEnricher;
import io.heddle.enrich.EnricherChain;
import io.heddle.registry.Registry;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/**
 * The entries of the properties, and which of them are of use. One that is the name of no
 * enricher is a mistake.
 */
final class EnrichEntries implements SmartInitializingSingleton {

	static final String PROPERTY = "heddle.enrich";

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

	private final EnrichProperties properties;

	private final Environment environment;

	private final ConfigurableListableBeanFactory beans;

	private final Registry registry;

	/** As they are spelled, by their uniform form. */
	private final Map<String, String> names;

	private final Set<String> used = ConcurrentHashMap.newKeySet();

	EnrichEntries(EnrichProperties properties, Environment environment, ConfigurableListableBeanFactory beans,
			Registry registry) {
		this.properties = properties;
		this.environment = environment;
		this.beans = beans;
		this.registry = registry;
		this.names = ConfiguredKeys.under(PROPERTY, environment);
		for (String name : this.names.values()) {
			if (!NAME.matcher(name).matches()) {
				throw EntryMistakes.invalidName(PROPERTY, name);
			}
		}
	}

	/** The entry that is called like the bean, or else like the enricher. */
	@Nullable EnrichTuning find(String bean, String enricher) {
		String name = this.names.getOrDefault(Spelling.uniform(bean), this.names.get(Spelling.uniform(enricher)));
		if (name == null) {
			return null;
		}
		String property = PROPERTY + "." + name;
		KnownSettings.check(property, PROPERTY + "." + Spelling.uniform(name), Entry.class, this.environment);
		this.used.add(Spelling.uniform(name));
		return new EnrichTuning(property, this.properties.entry(name));
	}

	/** An enricher that is made later may still be called so. */
	@Override
	public void afterSingletonsInstantiated() {
		List<String> later = namesOf(ConfigEnricher.class);
		this.names.forEach((uniform, name) -> {
			if (!this.used.contains(uniform) && Spelling.matches(name, later).isEmpty()) {
				Set<String> enrichers = new LinkedHashSet<>(later);
				this.registry.list()
					.stream()
					.filter((activity) -> activity.room().equals(ConfigEnricher.ROOM))
					.map(Activity::name)
					.forEach(enrichers::add);
				throw mistake(uniform, name, enrichers);
			}
		});
	}

	private List<String> namesOf(Class<?> type) {
		return Arrays.asList(this.beans.getBeanNamesForType(type, true, false));
	}

	/** A variable overrides values; an entry that nothing else has is a mistake in it. */
	private RuntimeException mistake(String uniform, String name, Set<String> enrichers) {
		if (!Spelling.matches(name, namesOf(EnricherChain.class)).isEmpty()) {
			return EnrichMistakes.tunesChain(name, enrichers);
		}
		boolean spelled = ConfiguredKeys.spelledUnder(PROPERTY, this.environment).containsKey(uniform);
		return spelled ? EnrichMistakes.tunesNothing(name, enrichers) : EnrichMistakes.onlyInVariable(name, enrichers);
	}

}
