package io.heddle.autoconfigure.dict;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.autoconfigure.diagnostics.DictMistakes;
import io.heddle.autoconfigure.dict.DictEntries.Found;
import io.heddle.autoconfigure.registry.BeanRegister;
import io.heddle.dict.ThreadDict;
import io.heddle.registry.HeddleLifecycle;
import io.heddle.registry.Registry;

/**
 * Gives a dict what the application has for it, its settings last of all from the
 * customizers, takes it in and out of the registry, and starts one that comes when the
 * application has been started already.
 */
final class DictRegister implements BeanRegister<ThreadDict<?, ?>> {

	private final Registry registry;

	private final HeddleLifecycle lifecycle;

	private final DictEntries entries;

	private final DictKeys keys;

	private final DictParts parts;

	/** Names of beans by those of dicts. */
	private final Map<String, String> beans = new ConcurrentHashMap<>();

	DictRegister(Registry registry, HeddleLifecycle lifecycle, DictEntries entries, DictKeys keys, DictParts parts) {
		this.registry = registry;
		this.lifecycle = lifecycle;
		this.entries = entries;
		this.keys = keys;
		this.parts = parts;
	}

	/** One that two beans share is taken in once. */
	@Override
	public void add(String bean, ThreadDict<?, ?> dict) {
		if (this.registry.contains(dict.activity())) {
			return;
		}
		if (this.registry.find(ThreadDict.ROOM, dict.name()).isPresent()) {
			throw DictMistakes.sameName(dict.name(), this.beans.getOrDefault(dict.name(), dict.name()), bean);
		}
		this.beans.put(dict.name(), bean);
		tune(bean, dict);
		this.parts.events().listenTo(dict);
		this.registry.add(dict.activity());
		if (this.lifecycle.isRunning() && dict.spec().autoStart()) {
			dict.start();
		}
	}

	private void tune(String bean, ThreadDict<?, ?> dict) {
		dict.adopt(this.parts.mode(), this.parts.fatalErrors().getIfAvailable(FatalErrorHandler::logging));
		Found found = this.entries.find(bean, dict.name());
		if (found != null) {
			dict.configure(new DictTuning(found.property(), found.entry())::apply);
			this.keys.append(found.uniform() + ".keys", bean, dict);
		}
		this.parts.customizers().orderedStream().forEach((customizer) -> dict.configure(customizer::customize));
	}

	/** It runs no more, unless the context has failed before its lifecycle began. */
	@Override
	public void remove(ThreadDict<?, ?> dict) {
		dict.close();
		this.registry.remove(dict.activity());
	}

}
