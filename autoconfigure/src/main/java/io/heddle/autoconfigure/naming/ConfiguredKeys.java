package io.heddle.autoconfigure.naming;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.heddle.autoconfigure.diagnostics.EntryMistakes;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The keys of a map in the environment, each once however many sources have it.
 * <p>
 * A key is spelled as in the source of the lowest precedence, which is where it was
 * introduced: a source above overrides values, not names. Environment variables have no
 * spelling of their own.
 */
public final class ConfiguredKeys {

	private ConfiguredKeys() {
	}

	/**
	 * The spelled keys under a property by their uniform form, the lowest source first.
	 */
	public static Map<String, String> under(String property, Environment environment) {
		Map<String, String> keys = spelledUnder(property, environment);
		keysOf(property, environment, false).forEach(keys::putIfAbsent);
		return keys;
	}

	/** The same without those that only environment variables have. */
	public static Map<String, String> spelledUnder(String property, Environment environment) {
		return keysOf(property, environment, true);
	}

	private static Map<String, String> keysOf(String property, Environment environment, boolean spelled) {
		ConfigurationPropertyName parent = ConfigurationPropertyName.of(property);
		Map<String, String> keys = new LinkedHashMap<>();
		for (IterableConfigurationPropertySource source : lowestFirst(environment)) {
			if (isVariables(source) != spelled) {
				keysOf(source, parent, spelled).forEach(keys::putIfAbsent);
			}
		}
		return keys;
	}

	static List<IterableConfigurationPropertySource> lowestFirst(Environment environment) {
		List<IterableConfigurationPropertySource> sources = new ArrayList<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			if (source instanceof IterableConfigurationPropertySource iterable) {
				sources.add(0, iterable);
			}
		}
		return sources;
	}

	private static Map<String, String> keysOf(IterableConfigurationPropertySource source,
			ConfigurationPropertyName parent, boolean spelled) {
		Map<String, String> keys = new LinkedHashMap<>();
		for (ConfigurationPropertyName name : source) {
			if (parent.isAncestorOf(name)) {
				String key = name.getElement(parent.getNumberOfElements(), Form.ORIGINAL);
				String other = keys.putIfAbsent(Spelling.uniform(key), key);
				if (spelled && other != null && !other.equals(key)) {
					throw EntryMistakes.twoSpellings(parent.toString(), other, key, describe(source));
				}
			}
		}
		return keys;
	}

	static boolean isVariables(ConfigurationPropertySource source) {
		return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
	}

	private static String describe(ConfigurationPropertySource source) {
		return (source.getUnderlyingSource() instanceof PropertySource<?> propertySource) ? propertySource.getName()
				: String.valueOf(source.getUnderlyingSource());
	}

}
