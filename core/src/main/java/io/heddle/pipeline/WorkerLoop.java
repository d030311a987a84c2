package io.heddle.pipeline;

/**
 * What a thread of a stage does between setup and cleanup.
 */
@FunctionalInterface
interface WorkerLoop {

	/**
	 * Works until there is nothing left to do for this thread. What it throws fails the
	 * pipeline.
	 */
	void run() throws Exception;

	static WorkerLoop of(StageKind kind, Stage stage, Worker worker) {
		return switch (kind) {
			case FRONTEND -> new FrontendLoop(stage, worker);
			case BATCH_BACKEND -> new BatchLoop(stage, worker);
			case TRANSPORT, FLAT_TRANSPORT, BACKEND -> new ItemLoop(kind, stage, worker);
		};
	}

}
