package io.heddle.autoconfigure.worker;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.heddle.activity.Activity;
import io.heddle.autoconfigure.diagnostics.WorkerMistakes;
import io.heddle.registry.Registry;

/**
 * Sees to it that no two workers have the same name, and takes them in.
 */
final class WorkerNames {

	private final Registry registry;

	/** Names of beans by those of workers. */
	private final Map<String, String> beans = new ConcurrentHashMap<>();

	WorkerNames(Registry registry) {
		this.registry = registry;
	}

	/** Whether the worker is to be taken in; one that two beans share is so once. */
	boolean isNew(String bean, Activity worker) {
		if (this.registry.contains(worker)) {
			return false;
		}
		if (this.registry.find(worker.room(), worker.name()).isPresent()) {
			throw WorkerMistakes.sameName(worker.name(), this.beans.getOrDefault(worker.name(), worker.name()), bean);
		}
		this.beans.put(worker.name(), bean);
		return true;
	}

}
