package io.heddle.autoconfigure.pipeline;

import io.heddle.activity.ActivityState;
import io.heddle.pipeline.Pipeline;
import io.heddle.registry.Registry;

import org.springframework.boot.ExitCodeGenerator;

/**
 * The exit code of an application of which a pipeline that starts automatically has
 * failed.
 */
final class PipelineExitCode implements ExitCodeGenerator {

	private static final int FAILED = 1;

	private final Registry registry;

	PipelineExitCode(Registry registry) {
		this.registry = registry;
	}

	@Override
	public int getExitCode() {
		boolean failed = this.registry.list()
			.stream()
			.anyMatch((activity) -> activity.room().equals(Pipeline.ROOM) && activity.isAutoStart()
					&& activity.activityState() == ActivityState.FAILED);
		return failed ? FAILED : 0;
	}

}
