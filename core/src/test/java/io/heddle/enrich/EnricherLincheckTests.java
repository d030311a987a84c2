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

	/** The end of a run, the clock and the worker want to decide at the same time. */
	@Test
	void oneOfThreeDecidesWhatHasBecomeOfAnAttempt() {
		check(() -> {
			Attempt attempt = new Attempt("task", 0);
			AtomicInteger decided = new AtomicInteger();
			Thread worker = new Thread();
			together(() -> decided.addAndGet(attempt.expire(worker) ? 1 : 0),
					() -> decided.addAndGet(attempt.abandon() ? 1 : 0), () -> {
						attempt.trySave();
						decided.addAndGet(attempt.tryEnd() ? 1 : 0);
					});
			require(decided.get() == 1, "decided " + decided.get() + " times");
		});
	}

	/** Who was given up is not given up again, whatever comes of its place. */
	@Test
	void anAttemptThatWasGivenUpIsNotAbandoned() {
		check(() -> {
			Attempt attempt = new Attempt("task", 0);
			require(attempt.expire(new Thread()), "not expired");
			AtomicInteger present = new AtomicInteger();
			together(() -> require(!attempt.abandon(), "given up twice"),
					() -> require(!attempt.expire(new Thread()), "expired twice"),
					() -> present.addAndGet(attempt.replace() ? 1 : 0),
					() -> present.addAndGet(attempt.tryReturn() ? 1 : 0));
			require(present.get() == 1, present.get() + " workers in one place");
		});
	}

	/** A task that is too late to be saved stays so. */
	@Test
	void whoWasGivenUpDoesNotBeginToSave() {
		check(() -> {
			Attempt attempt = new Attempt("task", 0);
			AtomicInteger decided = new AtomicInteger();
			together(() -> decided.addAndGet(attempt.abandon() ? 1 : 0), () -> {
				boolean saving = attempt.trySave();
				boolean ended = attempt.tryEnd();
				decided.addAndGet(ended ? 1 : 0);
				require(saving || !ended, "ended although it was given up before the save");
				require(!attempt.isSaving(), "saves after its end");
			});
			require(decided.get() == 1, "decided " + decided.get() + " times");
		});
	}

	/** A task is done, or given back by the end, or refused; and no worker waits. */
	@Test
	void noTaskIsLostWhenARunIsClosed() {
		check(() -> {
			Tasks<Integer> tasks = new Tasks<>("play");
			tasks.put(1);
			require(tasks.begin(), "nothing to do");
			AtomicInteger known = new AtomicInteger();
			AtomicInteger added = new AtomicInteger(1);
			together(() -> add(tasks, added), () -> known.addAndGet(tasks.close().size()),
					() -> known.addAndGet(work(tasks)));
			known.addAndGet(tasks.close().size());
			require(known.get() == added.get() && tasks.added() == added.get(), "tasks lost or doubled");
			require(tasks.isOver(), "it goes on after its end");
		});
	}

	/** Whoever would wait for a save sees who saves, as he waits for the run of that. */
	@Test
	void aSaveThatGoesOnIsSeenByTheRunsThatItCalls() {
		check(() -> {
			SaveLock lock = new SaveLock();
			AtomicInteger refused = new AtomicInteger();
			together(() -> save(lock, refused), () -> save(lock, refused));
			require(refused.get() == 2, "not refused");
			lock.requireOthers("inner", Callers.ofCurrent());
		});
	}

	private static void save(SaveLock lock, AtomicInteger refused) throws InterruptedException {
		lock.lock(new SaveLock.Saver(Thread.currentThread(), "outer"));
		try {
			lock.requireOthers("inner", Callers.ofCurrent());
		}
		catch (IllegalStateException ex) {
			refused.getAndIncrement();
		}
		finally {
			lock.unlock();
		}
		lock.requireOthers("inner", Callers.ofCurrent());
	}

}
