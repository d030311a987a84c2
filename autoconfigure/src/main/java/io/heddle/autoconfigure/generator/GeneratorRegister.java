package io.heddle.autoconfigure.generator;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.heddle.activity.Activity;
import io.heddle.autoconfigure.diagnostics.GeneratorMistakes;
import io.heddle.autoconfigure.registry.BeanRegister;
import io.heddle.generator.BackgroundGenerator;
import io.heddle.registry.Registry;

/**
 * Takes generators that are beans in, unless the factory has done so, and closes them
 * before it takes them out. What the factory has taken in is in use for others too.
 */
final class GeneratorRegister implements BeanRegister<BackgroundGenerator<?>> {

	private final Registry registry;

	/** Those that the factory has not taken in, and will not take out. */
	private final Set<Activity> own = ConcurrentHashMap.newKeySet();

	GeneratorRegister(Registry registry) {
		this.registry = registry;
	}

	@Override
	public void add(String bean, BackgroundGenerator<?> generator) {
		Activity activity = generator.activity();
		if (this.registry.contains(activity)) {
			return;
		}
		if (this.registry.find(activity.room(), activity.name()).isPresent()) {
			throw GeneratorMistakes.sameName(activity.name(), bean);
		}
		this.registry.add(activity);
		this.own.add(activity);
	}

	@Override
	public void remove(BackgroundGenerator<?> generator) {
		generator.close();
		if (this.own.remove(generator.activity())) {
			this.registry.remove(generator.activity());
		}
	}

}
