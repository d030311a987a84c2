package io.heddle.demo.pipeline;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.heddle.pipeline.StageContext;

/**
 * The surroundings of a stage that is tested alone.
 */
record TestStageContext(int threadIndex, int threadCount, boolean stopping) implements StageContext {

	static final TestStageContext SINGLE = new TestStageContext(0, 1, false);

	@Override
	public String pipeline() {
		return "census";
	}

	@Override
	public String stage() {
		return "stage";
	}

	@Override
	public Map<String, Object> runtimeContext() {
		return new ConcurrentHashMap<>();
	}

	@Override
	public <T> T config(Class<T> type) {
		throw new IllegalStateException("No configuration");
	}

}
