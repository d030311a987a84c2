package io.heddle.worker;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;

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

	private static final ThreadLocal<String> TENANT = new ThreadLocal<>();

	private final Queue<String> seen = new ConcurrentLinkedQueue<>();

	@AfterEach
	void clean() {
		TENANT.remove();
		MDC.clear();
	}

	private static Runnable carry(Runnable work) {
		String tenant = TENANT.get();
		return () -> {
			TENANT.set(tenant);
			try {
				work.run();
			}
			finally {
				TENANT.remove();
			}
		};
	}

	private static Runnable forget(Runnable work) {
		return () -> {
		};
	}

	private static String look() {
		return MDC.get("user") + " of " + TENANT.get();
	}

	private static void be(String user, String tenant) {
		MDC.put("user", user);
		TENANT.set(tenant);
	}

	@EachThreadMode
	void eachTaskOfAThreadHasTheContextOfWhoPutIt(ThreadMode mode) throws InterruptedException {
		try (WorkerThread<String> worker = WorkerThread.<String>builder("context")
			.mode(mode)
			.decorator(WorkerContextTests::carry)
			.build()) {
			worker.put(WorkerContextTests::look);
			be("alice", "acme");
			worker.put(WorkerContextTests::look);
			be("bob", "emca");
			worker.put(WorkerContextTests::look);
			worker.start();
			for (String expected : List.of("null of null", "alice of acme", "bob of emca")) {
				assertThat(worker.await(LIMIT).orElseThrow().require()).isEqualTo(expected);
			}
		}
	}

	@EachThreadMode
	void itemsAndErrorsOfAPoolHaveIt(ThreadMode mode) {
		try (WorkerPool<String> pool = WorkerPool.<String>builder("context", (item) -> {
			this.seen.add(item + look());
			throw new IllegalStateException("thrown by a test");
		}).mode(mode).onError((item, error) -> this.seen.add("error " + look())).start(true).build()) {
			pool.adopt(ThreadContext.LOGGING.decorator(WorkerContextTests::carry));
			be("alice", "acme");
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
			be("alice", "acme");
			worker.put("look", WorkerContextTests::look);
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
			worker.put("kept", WorkerContextTests::look);
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
		Callable<String> task = WorkerContextTests::look;
		try (WorkerThread<String> worker = new WorkerThread<>("context")) {
			worker.put(task);
			assertThat(worker.stop()).containsExactly(task);
		}
	}

	@EachThreadMode
	void aTaskletHasTheLoggingContextOfWhoStartsIt(ThreadMode mode) throws InterruptedException {
		MDC.put("user", "alice");
		Tasklet<String> tasklet = Tasklet.async(WorkerContextTests::look).mode(mode).start();
		assertThat(tasklet.await(LIMIT)).isTrue();
		assertThat(tasklet.result()).isEqualTo("alice of null");
	}

}
