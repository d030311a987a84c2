package io.heddle.worker;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.time.Ticker;
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

	@Test
	void aTurnThatMeetsItsLimitAndAStopHasOneAnswer() {
		check(() -> {
			AtomicInteger answers = new AtomicInteger();
			AtomicInteger cuts = new AtomicInteger();
			AtomicInteger cutsAtReturn = new AtomicInteger(-1);
			Turn turn = new Turn(new Nothing());
			together(() -> {
				if (turn.returned(Answer.of(1)) != null) {
					answers.getAndIncrement();
					cutsAtReturn.set(cuts.get());
				}
			}, () -> giveUp(turn, cuts, answers), () -> giveUp(turn, cuts, answers));
			require(answers.get() == 1, answers.get() + " answers");
			require(cuts.get() <= 1, "cut off twice");
			require(cutsAtReturn.get() < 0 || cutsAtReturn.get() == cuts.get(), "what comes after was cut off");
		});
	}

	private static void giveUp(Turn turn, AtomicInteger cuts, AtomicInteger answers) {
		turn.condemn(new IllegalStateException("late"), cuts::getAndIncrement);
		if (turn.giveUp() != null) {
			answers.getAndIncrement();
		}
	}

	@Test
	void whoJoinsATaskThatMeetsAStopIsAnsweredWithItOrRefused() {
		check(() -> {
			JobQueue queue = new JobQueue(() -> 10, "queue", Ticker.system(),
					new WorkerErrors("queue", FatalErrorHandler.logging(), Ticker.system()));
			queue.open();
			AtomicInteger refused = new AtomicInteger();
			AtomicInteger answered = new AtomicInteger();
			together(() -> offer(queue, refused), () -> offer(queue, refused), () -> clear(queue, answered));
			clear(queue, answered);
			require(queue.newest("key") == null, "somebody may join what is gone");
			require(refused.get() + answered.get() == 2, "refused " + refused + ", answered " + answered);
		});
	}

	private static void offer(JobQueue queue, AtomicInteger refused) throws InterruptedException {
		Parcel parcel = Parcel.open(() -> 1, (task) -> new byte[0]);
		Errand errand = new Errand(queue, "key", parcel, new Handle(new CompletableFuture<>(), null), 0);
		try {
			boolean offered = false;
			while (!offered) {
				Errand before = queue.newest("key");
				offered = queue.offer(errand, before, before != null, false);
			}
		}
		catch (IllegalStateException ex) {
			refused.getAndIncrement();
		}
	}

	private static void clear(JobQueue queue, AtomicInteger answered) {
		queue.drain();
		queue.clear().forEach((errand) -> answered.getAndAdd(queue.finish(errand).size()));
	}

	/** Is answered by whoever makes the last move of its turn. */
	private static final class Nothing implements Job {

		@Override
		public Parcel parcel() {
			return Parcel.open(() -> 1, (task) -> new byte[0]);
		}

		@Override
		public String describe() {
			return "nothing";
		}

		@Override
		public boolean isWanted() {
			return true;
		}

		@Override
		public void answer(Answer answer) {
			throw new IllegalStateException("not by the turn");
		}

	}

}
