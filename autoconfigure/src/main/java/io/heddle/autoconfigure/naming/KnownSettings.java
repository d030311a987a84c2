package io.heddle.autoconfigure.naming;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.heddle.autoconfigure.diagnostics.EntryMistakes;

import org.springframework.core.env.Environment;

/**
 * Refuses settings that do not exist, which a binder would ignore in silence.
 */
public final class KnownSettings {

	private KnownSettings() {
	}

	/**
	 * Checks that all keys under a property are components of the record.
	 * @param property the property as it is spelled
	 * @param uniform the property in the form that a binder takes
	 */
	public static void check(String property, String uniform, Class<? extends Record> settings,
			Environment environment) {
		List<String> known = Arrays.stream(settings.getRecordComponents())
			.map((component) -> kebab(component.getName()))
			.toList();
		Map<String, String> spelled = ConfiguredKeys.spelledUnder(uniform, environment);
		ConfiguredKeys.under(uniform, environment).forEach((key, name) -> {
			boolean variable = !spelled.containsKey(key);
			if (known.stream()
				.noneMatch((setting) -> Spelling.same(setting, name) || (variable && begins(key, setting)))) {
				throw EntryMistakes.unknownSetting(property, name, known);
			}
		});
	}

	/** A variable may have an underscore between the words of a setting. */
	private static boolean begins(String word, String setting) {
		return setting.startsWith(word + "-");
	}

	private static String kebab(String name) {
		return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
	}

}
