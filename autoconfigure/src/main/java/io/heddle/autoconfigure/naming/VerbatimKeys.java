package io.heddle.autoconfigure.naming;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;

/**
 * The keys of a map in the environment where they are data and not names: exactly as they
 * are written, in brackets or not. A binder would drop what the name of a property cannot
 * hold, blanks and slashes for example.
 * <p>
 * A source overrides the value that one below it has for the very same key.
 */
public final class VerbatimKeys {

	private VerbatimKeys() {
	}

	/**
	 * The values under a property by their keys, without those of environment variables,
	 * which cannot spell a key.
	 */
	public static Map<String, Setting> under(String property, Environment environment) {
		ConfigurationPropertyName parent = ConfigurationPropertyName.of(property);
		Map<String, Setting> settings = new LinkedHashMap<>();
		for (IterableConfigurationPropertySource source : ConfiguredKeys.lowestFirst(environment)) {
			if (!ConfiguredKeys.isVariables(source)
					&& source.getUnderlyingSource() instanceof EnumerablePropertySource<?> properties) {
				for (String name : properties.getPropertyNames()) {
					String key = keyOf(name, parent);
					if (key != null) {
						settings.put(key, Setting.of(name, properties.getProperty(name), environment));
					}
				}
			}
		}
		return settings;
	}

	/** The values of environment variables under a property by the end of their names. */
	public static Map<String, Setting> inVariables(String property, Environment environment) {
		ConfigurationPropertyName parent = ConfigurationPropertyName.of(property);
		Map<String, Setting> settings = new LinkedHashMap<>();
		for (IterableConfigurationPropertySource source : ConfiguredKeys.lowestFirst(environment)) {
			if (ConfiguredKeys.isVariables(source)) {
				source.stream().filter(parent::isAncestorOf).forEach((name) -> {
					ConfigurationProperty found = source.getConfigurationProperty(name);
					settings.put(name.subName(parent.getNumberOfElements()).toString(),
							Setting.of(name.toString(), (found != null) ? found.getValue() : null, environment));
				});
			}
		}
		return settings;
	}

	/** What the name has after the parent, {@code null} if it is not below it. */
	private static @Nullable String keyOf(String name, ConfigurationPropertyName parent) {
		for (int i = 1; i < name.length() - 1; i++) {
			char mark = name.charAt(i);
			if ((mark == '.' || mark == '[')
					&& parent.equals(ConfigurationPropertyName.adapt(name.substring(0, i), '.'))) {
				return (mark == '.') ? name.substring(i + 1) : inBrackets(name, parent);
			}
		}
		return null;
	}

	/** One key in brackets is taken as it is, several are joined. */
	private static String inBrackets(String name, ConfigurationPropertyName parent) {
		ConfigurationPropertyName adapted = ConfigurationPropertyName.adapt(name, '.');
		StringBuilder key = new StringBuilder();
		for (int i = parent.getNumberOfElements(); i < adapted.getNumberOfElements(); i++) {
			key.append(key.isEmpty() ? "" : ".").append(adapted.getElement(i, Form.ORIGINAL));
		}
		return key.toString();
	}

	/**
	 * A value of the environment.
	 *
	 * @param property the name of its property as it is written
	 * @param value the value, with its placeholders resolved
	 */
	public record Setting(String property, String value) {

		static Setting of(String property, @Nullable Object value, Environment environment) {
			return new Setting(property, environment.resolvePlaceholders((value != null) ? value.toString() : ""));
		}

	}

}
