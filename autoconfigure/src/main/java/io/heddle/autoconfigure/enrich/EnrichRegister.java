package io.heddle.autoconfigure.enrich;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.heddle.autoconfigure.diagnostics.EnrichMistakes;
import io.heddle.enrich.ConfigEnricher;
import io.heddle.registry.Registry;

/**
 * Gives an enricher what the application has for it, its settings last of all from the
 * customizers, and takes it in and out of the registry.
 */
final class EnrichRegister {

	private final Registry registry;

	private final EnrichEntries entries;

	private final EnrichParts parts;

	/** Names of beans by those of enrichers. */
	private final Map<String, String> beans = new ConcurrentHashMap<>();

	EnrichRegister(Registry registry, EnrichEntries entries, EnrichParts parts) {
		this.registry = registry;
		this.entries = entries;
		this.parts = parts;
	}

	/** One that two beans share is taken in once. */
	void add(String bean, ConfigEnricher<?, ?, ?> enricher) {
		if (this.registry.contains(enricher.activity())) {
			return;
		}
		enricher.adopt(bean, this.parts.mode(), this.parts.fatalErrorHandler());
		enricher.adopt(this.parts.context().forThreads());
		String name = enricher.name();
		if (this.registry.find(ConfigEnricher.ROOM, name).isPresent()) {
			throw EnrichMistakes.sameName(name, this.beans.getOrDefault(name, name), bean);
		}
		this.beans.put(name, bean);
		EnrichTuning tuning = this.entries.find(bean, name);
		if (tuning != null) {
			enricher.configure(tuning::apply);
		}
		this.parts.customizers().orderedStream().forEach((customizer) -> enricher.configure(customizer::customize));
		this.registry.add(enricher.activity());
	}

	void remove(ConfigEnricher<?, ?, ?> enricher) {
		this.registry.remove(enricher.activity());
	}

}
