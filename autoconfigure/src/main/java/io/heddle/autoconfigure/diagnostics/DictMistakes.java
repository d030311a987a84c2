package io.heddle.autoconfigure.diagnostics;

import java.util.Collection;
import java.util.List;

import io.heddle.activity.NearName;
import org.jspecify.annotations.Nullable;

/**
 * Mistakes about dicts and the entries under {@code heddle.dict}.
 */
public final class DictMistakes {

	private DictMistakes() {
	}

	/** Two ThreadDict beans have the same name. */
	public static StartupMistakeException sameName(String dict, String one, String other) {
		return new StartupMistakeException(
				"The beans '%s' and '%s' are two dicts that are both named '%s'.".formatted(one, other, dict),
				"Pass to ThreadDict.builder(..) the name of the bean.");
	}

	/** An entry is the name of no dict. */
	public static StartupMistakeException tunesNothing(String entry, Collection<String> dicts) {
		return new StartupMistakeException(
				"'heddle.dict.%s' is set, but there is no ThreadDict bean of that name.".formatted(entry),
				"%sThe dicts are %s: rename the entry, or declare a bean '%s' of type ThreadDict, which needs a reader in Java."
					.formatted(NearName.ask(entry, dicts), sorted(dicts), entry));
	}

	/** An environment variable sets something of a dict that there is not. */
	public static StartupMistakeException onlyInVariable(String entry, Collection<String> dicts) {
		return new StartupMistakeException(
				"An environment variable sets something of dict '%s', but there is no dict of that name."
					.formatted(entry),
				("%sThe dicts are %s: correct the variable, or unset it. A name has no underscore in a variable: "
						+ "HEDDLE_DICT_COOLINGPLANT_… is for 'cooling-plant'.")
					.formatted(NearName.ask(entry, dicts), sorted(dicts)));
	}

	/** An environment variable sets the period of a key that there is not. */
	public static StartupMistakeException keyOnlyInVariable(String dict, String key, Collection<String> keys) {
		return new StartupMistakeException(
				"An environment variable sets the period of key '%s' in dict '%s', which has no such key."
					.formatted(key, dict),
				("%sThe keys are %s: correct the variable, or unset it. A variable cannot spell a key and so adds none; "
						+ "case and all that is neither a letter nor a digit do not count in it.")
					.formatted(NearName.ask(key, keys), sorted(keys)));
	}

	/** The text of a key is not one of the type of the keys. */
	public static StartupMistakeException notAKey(String property, String key, String type, @Nullable Throwable cause) {
		return new StartupMistakeException(
				"The key '%s' of '%s' cannot be converted to %s, the type of the keys.".formatted(key, property, type),
				("Correct the key, or have it converted: by a static method 'valueOf(String)' or a constructor of the type, "
						+ "or by a bean 'conversionService'."),
				cause);
	}

	/** Two texts are the same key. */
	public static StartupMistakeException sameKey(String one, String other, Object key) {
		return new StartupMistakeException("'%s' and '%s' are both the key '%s'.".formatted(one, other, key),
				"Remove one of the two.");
	}

	/** The period of a key is no time. */
	public static StartupMistakeException notAPeriod(String property, String value, Throwable cause) {
		return new StartupMistakeException("'%s' must be a time but was '%s'.".formatted(property, value),
				"Set '%s' to a number with a unit, as in '500ms', '30s' or '5m', or remove it.".formatted(property),
				cause);
	}

	/** The dict cannot refresh keys. */
	public static StartupMistakeException noReader(String property, String dict, Throwable cause) {
		return new StartupMistakeException(
				"'%s' is set, but dict '%s' has no reader and refreshes nothing.".formatted(property, dict),
				"Give it one by ThreadDict.builder(..).reader(..), or remove '%s'.".formatted(property), cause);
	}

	private static List<String> sorted(Collection<String> names) {
		return names.stream().sorted().toList();
	}

}
