package io.heddle.autoconfigure.worker;

import io.heddle.autoconfigure.context.TravellingContext;
import io.heddle.autoconfigure.registry.BeanRegister;
import io.heddle.worker.Worker;

/**
 * Gives a worker of this JVM what the application has for it, takes it in and out of the
 * registry, and starts one that comes when the application has been started already.
 */
final class WorkerRegister implements BeanRegister<Worker> {

	private final WorkerContext context;

	private final WorkerNames names;

	private final TravellingContext travelling;

	WorkerRegister(WorkerContext context, WorkerNames names, TravellingContext travelling) {
		this.context = context;
		this.names = names;
		this.travelling = travelling;
	}

	@Override
	public void add(String bean, Worker worker) {
		if (!this.names.isNew(bean, worker.activity())) {
			return;
		}
		worker.adopt(this.context.mode(), this.context.fatalErrorHandler());
		worker.adopt(this.travelling.forThreads());
		this.context.registry().add(worker.activity());
		if (this.context.lifecycle().isRunning() && worker.activity().isAutoStart()) {
			worker.start();
		}
	}

	/** It runs no more, unless the context has failed before its lifecycle began. */
	@Override
	public void remove(Worker worker) {
		worker.close();
		this.context.registry().remove(worker.activity());
	}

}
