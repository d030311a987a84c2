package io.heddle.enrich;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.heddle.testing.Interleavings.check;
import static io.heddle.testing.Interleavings.require;
import static io.heddle.testing.Interleavings.together;

/**
 * The tasks of a run and a single attempt under many interleavings.
 */
@Timeout(300)
class EnricherLincheckTests {

	private static int work(Tasks<Integer> tasks) {
		int done = 0;
		for (Integer task = tasks.take(); task != null; task = tasks.take()) {
			if (task > 1) {
				tasks.put(task - 1);
			}
			done++;
			tasks.done();
		}
		return done;
	}

	@Test
	void tasksThatAreAddedAreDoneAndAllWorkersEnd() {
		check(() -> {
			Tasks<Integer> tasks = new Tasks<>("play");
			tasks.put(2);
			require(tasks.begin(), "nothing to do");
			AtomicInteger done = new AtomicInteger();
			together(() -> done.addAndGet(work(tasks)), () -> done.addAndGet(work(tasks)));
			require(done.get() == 2 && tasks.isOver() && tasks.left() == 0, "tasks lost or doubled");
		});
	}

	/** What a task that was given up adds is done before the end, or is refused. */
	@Test
	void noTaskIsTakenInAndThenForgotten() {
		check(() -> {
			Tasks<Integer> tasks = new Tasks<>("play");
			tasks.put(1);
			require(tasks.begin(), "nothing to do");
			AtomicInteger done = new AtomicInteger();
			AtomicInteger added = new AtomicInteger(1);
			together(() -> add(tasks, added), () -> add(tasks, added), () -> done.addAndGet(work(tasks)));
			require(done.get() == added.get() && tasks.added() == added.get(), "tasks lost or doubled");
			require(tasks.isOver() && tasks.left() == 0 && tasks.close().isEmpty(), "the end has left something");
		});
	}

	private static void add(Tasks<Integer> tasks, AtomicInteger added) {
		try {
			tasks.put(1);
			added.getAndIncrement();
		}
		catch (IllegalStateException ex) {
			require(tasks.isOver(), "refused before the end");
		}
	}

	/** Either the worker has done the task or it was given up. */
	@Test
	void oneDecidesWhatHasBecomeOfAnAttempt() {
		check(() -> {
			Attempt attempt = new Attempt("task", 0);
			AtomicInteger decided = new AtomicInteger();
			Thread worker = new Thread();
			together(() -> {
				if (attempt.expire(worker)) {
					decided.getAndIncrement();
				}
			}, () -> {
				attempt.trySave();
				if (attempt.tryEnd()) {
					decided.getAndIncrement();
				}
				else {
					attempt.tryReturn();
				}
			});
			require(decided.get() == 1, "decided " + decided.get() + " times");
		});
	}

	/**
	 * A worker that comes back is not replaced, and one that is replaced does not go on.
	 */
	@Test
	void aPlaceHasOneWorker() {
		check(() -> {
			Attempt attempt = new Attempt("task", 0);
			require(attempt.expire(new Thread()), "not expired");
			AtomicInteger present = new AtomicInteger();
			together(() -> {
				if (attempt.tryReturn()) {
					present.getAndIncrement();
				}
			}, () -> {
				if (attempt.replace()) {
					present.getAndIncrement();
				}
			});
			require(present.get() == 1, "%d workers in one place".formatted(present.get()));
		});
	}

}
