package io.heddle.autoconfigure.dict;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import io.heddle.activity.Activity;
import io.heddle.autoconfigure.diagnostics.DictMistakes;
import io.heddle.autoconfigure.diagnostics.EntryMistakes;
import io.heddle.autoconfigure.dict.DictProperties.Entry;
import io.heddle.autoconfigure.naming.ConfiguredKeys;
import io.heddle.autoconfigure.naming.KnownSettings;
import io.heddle.autoconfigure.naming.Spelling;
import io.heddle.dict.ThreadDict;
import io.heddle.registry.Registry;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/**
 * The entries of the properties, and which of them are of use. One that is the name of no
 * dict is a mistake: properties alone do not make a dict.
 */
final class DictEntries implements SmartInitializingSingleton {

	static final String PROPERTY = "heddle.dict";

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

	private final DictProperties properties;

	private final Environment environment;

	private final ConfigurableListableBeanFactory beans;

	private final Registry registry;

	/** As they are spelled, by their uniform form. */
	private final Map<String, String> names;

	private final Set<String> used = ConcurrentHashMap.newKeySet();

	DictEntries(DictProperties properties, Environment environment, ConfigurableListableBeanFactory beans,
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

	/** The entry that is called like the bean, or else like the dict. */
	@Nullable Found find(String bean, String dict) {
		String name = this.names.getOrDefault(Spelling.uniform(bean), this.names.get(Spelling.uniform(dict)));
		if (name == null) {
			return null;
		}
		Found found = new Found(PROPERTY + "." + name, PROPERTY + "." + Spelling.uniform(name),
				this.properties.entry(name));
		KnownSettings.check(found.property(), found.uniform(), Entry.class, this.environment);
		this.used.add(Spelling.uniform(name));
		return found;
	}

	/** A dict that is made later may still be called so. */
	@Override
	public void afterSingletonsInstantiated() {
		List<String> later = Arrays.asList(this.beans.getBeanNamesForType(ThreadDict.class, true, false));
		this.names.forEach((uniform, name) -> {
			if (!this.used.contains(uniform) && Spelling.matches(name, later).isEmpty()) {
				Set<String> dicts = new LinkedHashSet<>(later);
				this.registry.list()
					.stream()
					.filter((activity) -> activity.room().equals(ThreadDict.ROOM))
					.map(Activity::name)
					.forEach(dicts::add);
				throw mistake(uniform, name, dicts);
			}
		});
	}

	/** A variable overrides values; an entry that nothing else has is a mistake in it. */
	private RuntimeException mistake(String uniform, String name, Set<String> dicts) {
		boolean spelled = ConfiguredKeys.spelledUnder(PROPERTY, this.environment).containsKey(uniform);
		return spelled ? DictMistakes.tunesNothing(name, dicts) : DictMistakes.onlyInVariable(name, dicts);
	}

	/**
	 * The entry of a dict.
	 *
	 * @param property its property as it is spelled
	 * @param uniform its property in the form that a binder takes
	 * @param entry its settings
	 */
	record Found(String property, String uniform, Entry entry) {

	}

}
