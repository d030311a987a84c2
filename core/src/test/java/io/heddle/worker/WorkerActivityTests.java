package io.heddle.worker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.heddle.activity.Activity;
import io.heddle.activity.ActivityState;
import io.heddle.activity.FatalErrorHandler;
import io.heddle.activity.Measure;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** A worker as others see it, and its settings. */
@ExtendWith(NoLeakedThreads.class)
class WorkerActivityTests {

	@Test
	void aRegistrySeesStateAndFigures() {
		WorkerProcess worker = WorkerProcess.builder("seen").mode(WorkerMode.THREAD).build();
		Activity activity = worker.activity();
		Queue<String> changes = new ConcurrentLinkedQueue<>();
		activity.addListener((changed, from, to) -> changes.add(from + " " + to));
		assertThat(activity.room()).isEqualTo("worker");
		assertThat(activity.activityState()).isEqualTo(ActivityState.NEW);
		assertThat(WorkerProcess.behind(activity)).isSameAs(worker);
		activity.start();
		assertThat(worker.<Integer>command(() -> 1)).isEqualTo(1);
		assertThat(activity.snapshot().name()).isEqualTo("seen");
		assertThat(activity.stop(Duration.ofSeconds(10)).isComplete()).isTrue();
		worker.close();
		assertThat(changes).containsExactly("NEW RUNNING", "RUNNING STOPPING", "STOPPING ENDED", "ENDED STOPPING",
				"STOPPING ENDED");
		assertThat(activity.measures()).extracting(Measure::name)
			.containsExactly("queue", "running", "children", "tasks", "tasks", "crashes", "timeouts", "joined",
					"restarts", "time");
		assertThat(activity.measures().get(3)).isInstanceOfSatisfying(Measure.Counter.class, (done) -> {
			assertThat(done.tags()).containsEntry("outcome", "success");
			assertThat(done.count().getAsLong()).isEqualTo(1);
		});
	}

	@Test
	void whatWasNotSaidIsAdopted() {
		WorkerProcess worker = WorkerProcess.builder("adopted").build();
		worker.adopt(ThreadMode.VIRTUAL, FatalErrorHandler.logging());
		assertThat(worker.spec().threadMode()).isEqualTo(ThreadMode.VIRTUAL);
		WorkerProcess own = WorkerProcess.builder("own").threadMode(ThreadMode.PLATFORM).build();
		own.adopt(ThreadMode.VIRTUAL, FatalErrorHandler.logging());
		assertThat(own.spec().threadMode()).isEqualTo(ThreadMode.PLATFORM);
		assertThatIllegalArgumentException().isThrownBy(() -> own.configure((spec) -> WorkerSpec.of("other")))
			.withMessage("Worker 'own' cannot be renamed to 'other'");
	}

	@Test
	void beforeTheStartTasksWaitAsFarAsThereIsRoom() {
		try (WorkerProcess worker = WorkerProcess.builder("early").mode(WorkerMode.THREAD).queueCapacity(1).build()) {
			worker.send("a", () -> 1);
			assertThatIllegalStateException().isThrownBy(() -> worker.send("b", () -> 1))
				.withMessage("The queue of worker 'early' is full with 1 tasks, and it is not started: "
						+ "raise 'queue-capacity'");
			assertThatIllegalStateException().isThrownBy(() -> worker.command(() -> 1))
				.withMessage("Worker 'early' is not started: call start() before a command");
		}
	}

	@Test
	void aSettingThatCannotBeIsRefused() {
		WorkerSpec spec = WorkerSpec.of("a");
		assertThat(spec.mode()).isEqualTo(WorkerMode.PROCESS);
		assertThat(spec.maxFrameSize()).isEqualTo(8 << 20);
		assertThatIllegalArgumentException().isThrownBy(() -> spec.heap(1000))
			.withMessage("'heap' of worker 'a' must be 0 or at least 8388608 bytes but was 1000");
		assertThatIllegalArgumentException().isThrownBy(() -> spec.restartBackoff(Duration.ZERO))
			.withMessage("'restart-backoff' of worker 'a' must be at least 1 ms but was PT0S");
		assertThatIllegalArgumentException().isThrownBy(() -> spec.maxFrameSize(1L << 40))
			.withMessageStartingWith("'max-frame-size' of worker 'a' must be from 1024 to 1073741824 bytes");
		assertThatIllegalArgumentException().isThrownBy(() -> spec.environment(Map.of("A=B", "c")))
			.withMessage("'environment' of worker 'a' must be names of variables, without '=', but was A=B");
		assertThatIllegalArgumentException().isThrownBy(() -> spec.allowedTypes(List.of("*")))
			.withMessage("'allowed-types' of worker 'a' must be names of classes, or of packages followed by '.*' or "
					+ "'.**', but was *");
	}

}
