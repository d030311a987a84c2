package io.heddle.worker;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.heddle.testing.Interleavings.check;
import static io.heddle.testing.Interleavings.require;
import static io.heddle.testing.Interleavings.together;

/**
 * Workers under many interleavings of who puts, resizes and stops.
 */
@Timeout(300)
class WorkerLincheckTests {

	@Test
	void anItemThatMeetsAStopAndAResizeIsDoneOrWaitsOrIsRejected() {
		check(() -> {
			AtomicInteger done = new AtomicInteger();
			AtomicInteger rejected = new AtomicInteger();
			WorkerPool<Integer> pool = WorkerPool.<Integer>builder("pool", (item) -> done.getAndIncrement())
				.maxThreads(1)
				.keepAlive(Duration.ZERO)
				.start(true)
				.build();
			together(() -> {
				try {
					pool.addTask(1);
				}
				catch (RejectedExecutionException ex) {
					rejected.getAndIncrement();
				}
			}, () -> pool.setMaxThreads(2), () -> pool.stop(Duration.ofDays(1)));
			pool.stop(Duration.ofDays(1));
			require(pool.getThreads() == 0, "a thread is left");
			require(done.get() + pool.pending().size() + rejected.get() == 1, "the item is lost or doubled");
		});
	}

	@Test
	void aCallbackThatMeetsTheEndIsCalledOnce() {
		check(() -> {
			AtomicInteger calls = new AtomicInteger();
			Tasklet<Integer> tasklet = Tasklet.async(() -> 1);
			together(tasklet::cancel, () -> tasklet.callback((result, error) -> calls.getAndIncrement()));
			require(calls.get() == 1, "called " + calls.get() + " times");
		});
	}

}
