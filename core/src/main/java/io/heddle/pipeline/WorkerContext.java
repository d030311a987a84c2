package io.heddle.pipeline;

import java.util.Map;

/**
 * What user code may know of the thread it runs in.
 *
 * @param group the threads of the stage
 * @param threadIndex the index of the thread among them
 */
record WorkerContext(StageGroup group, int threadIndex) implements StageContext {

	@Override
	public String pipeline() {
		return this.group.run().name();
	}

	@Override
	public String stage() {
		return this.group.name();
	}

	@Override
	public int threadCount() {
		return this.group.target();
	}

	@Override
	public boolean stopping() {
		return this.group.run().isStopping();
	}

	@Override
	public Map<String, Object> runtimeContext() {
		return this.group.run().runtimeContext();
	}

	@Override
	public <T> T config(Class<T> type) {
		return this.group.run().config(type);
	}

}
