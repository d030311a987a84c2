package io.heddle.autoconfigure.worker;

import java.util.ArrayList;
import java.util.List;

import io.heddle.autoconfigure.registry.BeanRegister;
import io.heddle.worker.WorkerProcess;
import io.heddle.worker.WorkerSpec;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Gives a worker process what the application has for it, its settings last of all from
 * the customizers, takes it in and out of the registry, and starts one that comes when
 * the application has been started already.
 */
final class ProcessRegister implements BeanRegister<WorkerProcess> {

	private final WorkerContext context;

	private final WorkerNames names;

	private final WorkerEntries entries;

	private final ObjectProvider<WorkerCustomizer> customizers;

	ProcessRegister(WorkerContext context, WorkerNames names, WorkerEntries entries,
			ObjectProvider<WorkerCustomizer> customizers) {
		this.context = context;
		this.names = names;
		this.entries = entries;
		this.customizers = customizers;
	}

	@Override
	public void add(String bean, WorkerProcess worker) {
		if (!this.names.isNew(bean, worker.activity())) {
			return;
		}
		tune(bean, worker);
		this.context.registry().add(worker.activity());
		if (this.context.lifecycle().isRunning() && worker.spec().autoStart()) {
			worker.start();
		}
	}

	private void tune(String bean, WorkerProcess worker) {
		worker.adopt(this.context.mode(), this.context.fatalErrorHandler());
		WorkerTuning tuning = this.entries.find(bean);
		if (tuning != null) {
			worker.configure(tuning::apply);
		}
		worker.configure(this::allowPackages);
		this.customizers.orderedStream().forEach((customizer) -> worker.configure(customizer::customize));
	}

	private WorkerSpec allowPackages(WorkerSpec spec) {
		List<String> types = new ArrayList<>(spec.allowedTypes());
		this.context.packages().stream().map((name) -> name + ".**").forEach(types::add);
		return spec.allowedTypes(types.stream().distinct().toList());
	}

	/** It runs no more, unless the context has failed before its lifecycle began. */
	@Override
	public void remove(WorkerProcess worker) {
		worker.close();
		this.context.registry().remove(worker.activity());
	}

}
