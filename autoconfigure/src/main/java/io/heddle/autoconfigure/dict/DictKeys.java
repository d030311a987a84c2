package io.heddle.autoconfigure.dict;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import io.heddle.autoconfigure.diagnostics.DictMistakes;
import io.heddle.autoconfigure.diagnostics.ValueMistakes;
import io.heddle.autoconfigure.naming.Spelling;
import io.heddle.autoconfigure.naming.VerbatimKeys;
import io.heddle.autoconfigure.naming.VerbatimKeys.Setting;
import io.heddle.dict.ThreadDict;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.env.Environment;

/**
 * Has the keys of an entry refreshed. They are taken as they are spelled, and converted
 * to the type of the keys. An environment variable overrides the period of a key that a
 * file or the code has.
 */
final class DictKeys {

	private static final TypeDescriptor TEXT = TypeDescriptor.valueOf(String.class);

	private final Environment environment;

	private final ConversionService conversion;

	private final KeyTypes types;

	DictKeys(Environment environment, ConversionService conversion, KeyTypes types) {
		this.environment = environment;
		this.conversion = conversion;
		this.types = types;
	}

	/**
	 * Appends the keys to the dict.
	 * @param property the property of the keys in the form that a binder takes
	 * @param bean the name of the bean that is the dict
	 */
	<K> void append(String property, String bean, ThreadDict<K, ?> dict) {
		TypeDescriptor type = this.types.of(bean, dict);
		Map<String, Setting> settings = VerbatimKeys.under(property, this.environment);
		Map<String, Setting> variables = VerbatimKeys.inVariables(property, this.environment);
		Map<Object, Setting> keys = new HashMap<>();
		settings.forEach((text, setting) -> {
			Object key = convert(text, type, setting);
			Setting other = keys.putIfAbsent(key, setting);
			if (other != null) {
				throw DictMistakes.sameKey(other.property(), setting.property(), key);
			}
			append(dict, key, setting);
		});
		override(dict, variables);
	}

	/** Those of the files are among the keys of the dict by now. */
	private <K> void override(ThreadDict<K, ?> dict, Map<String, Setting> variables) {
		if (variables.isEmpty()) {
			return;
		}
		Map<String, List<K>> keys = new HashMap<>();
		dict.threadKeys()
			.forEach((key) -> keys.computeIfAbsent(Spelling.uniform(key.toString()), (any) -> new ArrayList<>())
				.add(key));
		variables.forEach((name, setting) -> {
			List<K> same = keys.getOrDefault(Spelling.uniform(name), List.of());
			if (same.isEmpty()) {
				TreeSet<String> known = new TreeSet<>();
				dict.threadKeys().forEach((key) -> known.add(key.toString()));
				throw DictMistakes.keyOnlyInVariable(dict.name(), name, known);
			}
			same.forEach((key) -> append(dict, key, setting));
		});
	}

	private Object convert(String text, TypeDescriptor type, Setting setting) {
		Object key = null;
		ConversionException cause = null;
		try {
			key = this.conversion.convert(text, TEXT, type);
		}
		catch (ConversionException ex) {
			cause = ex;
		}
		if (key == null) {
			throw DictMistakes.notAKey(setting.property(), text, type.getName(), cause);
		}
		return key;
	}

	@SuppressWarnings("unchecked") // it was converted to the type of the keys
	private static <K> void append(ThreadDict<K, ?> dict, Object key, Setting setting) {
		Duration period = periodOf(setting);
		try {
			dict.append((K) key, period);
		}
		catch (IllegalStateException ex) {
			throw DictMistakes.noReader(setting.property(), dict.name(), ex);
		}
	}

	private static Duration periodOf(Setting setting) {
		Duration period = parse(setting);
		if (period.isNegative()) {
			throw ValueMistakes.invalidValue(setting.property(), setting.value(), "0 or more");
		}
		return period;
	}

	private static Duration parse(Setting setting) {
		try {
			return DurationStyle.detectAndParse(setting.value().trim());
		}
		catch (IllegalArgumentException ex) {
			throw DictMistakes.notAPeriod(setting.property(), setting.value(), ex);
		}
	}

}
