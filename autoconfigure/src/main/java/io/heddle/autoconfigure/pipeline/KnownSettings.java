package io.heddle.autoconfigure.pipeline;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.heddle.autoconfigure.diagnostics.EntryMistakes;

import org.springframework.core.env.Environment;

/**
 * Refuses settings that do not exist, which a binder would ignore in silence.
 */
final class KnownSettings {

	private KnownSettings() {
	}

	/**
	 * Checks that all keys under a property are components of the record.
	 * @param property the property as it is spelled
	 * @param uniform the property in the form that a binder takes
	 */
	static void check(String property, String uniform, Class<? extends Record> settings, Environment environment) {
		List<String> known = Arrays.stream(settings.getRecordComponents())
			.map((component) -> kebab(component.getName()))
			.toList();
		for (String key : ConfiguredKeys.under(uniform, environment).values()) {
			if (known.stream().noneMatch((setting) -> Spelling.same(setting, key))) {
				throw EntryMistakes.unknownSetting(property, key, known);
			}
		}
	}

	private static String kebab(String name) {
		return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
	}

}
