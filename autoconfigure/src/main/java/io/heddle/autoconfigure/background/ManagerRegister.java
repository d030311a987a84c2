package io.heddle.autoconfigure.background;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.heddle.activity.ActivityState;
import io.heddle.autoconfigure.diagnostics.ManagerMistakes;
import io.heddle.autoconfigure.registry.BeanRegister;
import io.heddle.background.ThreadManager;
import io.heddle.registry.Registry;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Takes thread managers, whoever has built them, in and out of the registry.
 */
final class ManagerRegister implements BeanRegister<ThreadManager> {

	private final Registry registry;

	private final ConfigurableApplicationContext context;

	private final Duration timeout;

	/** Names of beans by those of managers. */
	private final Map<String, String> beans = new ConcurrentHashMap<>();

	ManagerRegister(Registry registry, ConfigurableApplicationContext context, Duration timeout) {
		this.registry = registry;
		this.context = context;
		this.timeout = timeout;
	}

	/** One that two beans share is taken in once. */
	@Override
	public void add(String bean, ThreadManager manager) {
		if (this.registry.contains(manager)) {
			return;
		}
		if (this.registry.find(manager.room(), manager.name()).isPresent()) {
			throw ManagerMistakes.sameName(manager.name(), this.beans.getOrDefault(manager.name(), manager.name()),
					bean);
		}
		this.beans.put(manager.name(), bean);
		manager.addTaskListener(new TaskEvents(manager, this.context));
		this.registry.add(manager);
	}

	/** It runs no more, unless the context has failed before its lifecycle began. */
	@Override
	public void remove(ThreadManager manager) {
		if (manager.activityState() == ActivityState.RUNNING) {
			manager.stop(this.timeout);
		}
		this.registry.remove(manager);
	}

}
