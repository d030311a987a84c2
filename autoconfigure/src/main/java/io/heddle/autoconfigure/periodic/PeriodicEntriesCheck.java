package io.heddle.autoconfigure.periodic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.heddle.activity.Activity;
import io.heddle.annotation.PeriodicPostProcessor;
import io.heddle.autoconfigure.diagnostics.PeriodicMistakes;
import io.heddle.autoconfigure.naming.Spelling;
import io.heddle.periodic.CronTab;
import io.heddle.periodic.ThreadedObject;
import io.heddle.registry.Registry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Refuses entries that tune nothing, once all singletons have been made. What is lazy and
 * has not been made counts by its name.
 */
final class PeriodicEntriesCheck implements SmartInitializingSingleton {

	private final PeriodicEntries entries;

	private final Registry registry;

	private final ConfigurableListableBeanFactory beans;

	private final ObjectProvider<PeriodicPostProcessor> annotations;

	PeriodicEntriesCheck(PeriodicEntries entries, Registry registry, ConfigurableListableBeanFactory beans,
			ObjectProvider<PeriodicPostProcessor> annotations) {
		this.entries = entries;
		this.registry = registry;
		this.beans = beans;
		this.annotations = annotations;
	}

	@Override
	public void afterSingletonsInstantiated() {
		Map<String, String> unused = this.entries.unused();
		if (unused.isEmpty()) {
			return;
		}
		List<String> names = names();
		names.forEach((name) -> unused.remove(Spelling.uniform(name)));
		unused.forEach((uniform, name) -> {
			throw this.entries.isOnlyInVariable(uniform) ? PeriodicMistakes.onlyInVariable(name, names)
					: PeriodicMistakes.tunesNothing(name, names);
		});
	}

	private List<String> names() {
		List<String> names = new ArrayList<>();
		this.registry.list()
			.stream()
			.filter((activity) -> activity.room().equals(ThreadedObject.ROOM))
			.map(Activity::name)
			.forEach(names::add);
		Stream.of(ThreadedObject.class, CronTab.class)
			.flatMap((type) -> Stream.of(this.beans.getBeanNamesForType(type, false, false)))
			.forEach(names::add);
		Stream.of(this.beans.getBeanDefinitionNames())
			.filter((bean) -> !this.beans.containsSingleton(bean))
			.flatMap(this::namesOf)
			.forEach(names::add);
		return names.stream().distinct().toList();
	}

	/** The names that a bean will have which has not been made. */
	private Stream<String> namesOf(String bean) {
		PeriodicPostProcessor processor = this.annotations.getIfAvailable();
		boolean single = this.beans.getBeanDefinition(bean).isSingleton();
		Class<?> type = single ? this.beans.getType(bean, false) : null;
		return (processor != null && type != null) ? processor.namesOf(bean, type).stream() : Stream.empty();
	}

}
