package io.heddle.worker;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.heddle.testing.Caller;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadContext;
import io.heddle.thread.ThreadMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What travels from the one who puts a job into the thread that does it.
 */
@Timeout(60)
@ExtendWith(NoLeakedThreads.class)
class WorkerContextTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private final Queue<String> seen = new ConcurrentLinkedQueue<>();

	@AfterEach
	void clean() {
		Caller.clear();
	}

	private static Runnable forget(Runnable work) {
		return () -> {
		};
	}

	@EachThreadMode
	void eachTaskOfAThreadHasTheContextOfWhoPutIt(ThreadMode mode) throws InterruptedException {
		try (WorkerThread<String> worker = WorkerThread.<String>builder("context")
			.mode(mode)
			.decorator(Caller::carry)
			.build()) {
			worker.put(Caller::look);
			Caller.is("alice", "acme");
			worker.put(Caller::look);
			Caller.is("bob", "emca");
			worker.put(Caller::look);
			worker.start();
			for (String expected : List.of("null of null", "alice of acme", "bob of emca")) {
				assertThat(worker.await(LIMIT).orElseThrow().require()).isEqualTo(expected);
			}
		}
	}

	@EachThreadMode
	void itemsAndErrorsOfAPoolHaveIt(ThreadMode mode) {
		try (WorkerPool<String> pool = WorkerPool.<String>builder("context", (item) -> {
			this.seen.add(item + Caller.look());
			throw new IllegalStateException("thrown by a test");
		}).mode(mode).onError((item, error) -> this.seen.add("error " + Caller.look())).start(true).build()) {
			pool.adopt(ThreadContext.LOGGING.decorator(Caller::carry));
			Caller.is("alice", "acme");
			pool.addTask("item ");
			assertThat(pool.awaitDone(LIMIT)).isTrue();
		}
		assertThat(this.seen).containsExactly("item alice of acme", "error alice of acme");
	}

	@EachThreadMode
	void aWorkerMayKeepItBack(ThreadMode mode) {
		try (SingletonWorker<String, String> worker = SingletonWorker.<String, String>builder("context")
			.mode(mode)
			.contextPropagation(false)
			.build()) {
			worker.adopt(ThreadContext.LOGGING);
			Caller.is("alice", "acme");
			worker.put("look", Caller::look);
			worker.start();
			assertThat(worker.awaitDone(LIMIT)).isTrue();
			assertThat(worker.get("look").require()).isEqualTo("null of null");
		}
	}

	@EachThreadMode
	void aJobThatADecoratorKeepsFromItsThreadHasFailed(ThreadMode mode) {
		String message = "A decorator has not run a job of Singleton worker 'context'";
		try (SingletonWorker<String, String> worker = SingletonWorker.<String, String>builder("context")
			.mode(mode)
			.decorator(WorkerContextTests::forget)
			.build();
				WorkerPool<String> pool = WorkerPool.builder("context", this.seen::add)
					.mode(mode)
					.decorator(WorkerContextTests::forget)
					.onError((item, error) -> this.seen.add(item + ": " + error.getMessage()))
					.build()) {
			worker.put("kept", Caller::look);
			pool.addTask("kept");
			worker.start();
			pool.start();
			assertThat(worker.awaitDone(LIMIT) && pool.awaitDone(LIMIT)).isTrue();
			assertThat(worker.get("kept").error()).isNotNull().hasMessage(message);
			assertThat(worker.work().counts().failed()).isEqualTo(1);
		}
		assertThat(this.seen).containsExactly("kept: A decorator has not run a job of Worker pool 'context'");
	}

	@Test
	void whatIsGivenBackIsWhatWasPut() {
		Callable<String> task = Caller::look;
		try (WorkerThread<String> worker = new WorkerThread<>("context")) {
			worker.put(task);
			assertThat(worker.stop()).containsExactly(task);
		}
	}

	@EachThreadMode
	void aTaskletHasTheLoggingContextOfWhoStartsIt(ThreadMode mode) throws InterruptedException {
		MDC.put("user", "alice");
		Tasklet<String> tasklet = Tasklet.async(Caller::look).mode(mode).start();
		assertThat(tasklet.await(LIMIT)).isTrue();
		assertThat(tasklet.result()).isEqualTo("alice of null");
	}

}
