package io.heddle.background;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.testing.Interleavings;
import io.heddle.testing.ManualTicker;
import io.heddle.thread.ThreadContext;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.heddle.testing.Interleavings.check;
import static io.heddle.testing.Interleavings.require;
import static io.heddle.testing.Interleavings.together;

/**
 * A task under many interleavings of who runs it, who cancels it and who waits for it.
 */
@Timeout(300)
class TaskLincheckTests {

	private static DefaultThreadManager newManager() {
		ThreadManagerSpec spec = ThreadManagerSpec.DEFAULT.maxThreads(1).queueCapacity(1).history(1);
		TaskContext context = new TaskContext(new ThreadContext(false, List.of()), List.of(),
				FatalErrorHandler.logging());
		return new DefaultThreadManager(spec, ThreadSource.of(ThreadMode.PLATFORM), context, new ManualTicker());
	}

	/** A task of which all callbacks are counted. */
	private static Task<Integer> newTask(AtomicInteger callbacks, AtomicInteger ends) {
		return new Task<>(newManager(), new TaskPlan<>(null, (ThreadTask<Integer>) (thread) -> 7, false,
				(result) -> callbacks.getAndIncrement(), (ex) -> callbacks.getAndIncrement(), ends::getAndIncrement));
	}

	private static Interleavings.Play running(Task<?> task) {
		return () -> ThreadGuise.borrow(task::run);
	}

	private static @Nullable Integer resultOf(ThreadWrapper<Integer> task) throws InterruptedException {
		try {
			return task.get();
		}
		catch (CancellationException ex) {
			return null;
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void aCancellationAndTheEndHaveOneWinner() {
		check(() -> {
			AtomicInteger callbacks = new AtomicInteger();
			AtomicInteger ends = new AtomicInteger();
			AtomicInteger wins = new AtomicInteger();
			Task<Integer> task = newTask(callbacks, ends);
			Interleavings.Play cancel = () -> {
				if (task.cancel(true)) {
					wins.getAndIncrement();
				}
			};
			together(running(task), cancel, cancel);
			require(task.getExecutionState() == ExecutionState.CLOSED, "not closed");
			require(callbacks.get() == 1 && ends.get() == 1, "callbacks not once");
			require(wins.get() <= 1, "two have cancelled it");
			require(task.isCancelled() == (wins.get() == 1), "the winner is not told");
			require((resultOf(task) == null) == (wins.get() == 1), "the result is not that of the winner");
			require(!Thread.currentThread().isInterrupted(), "an interrupt is left");
		});
	}

	@Test
	void whoHasCancelledATaskSeesThatEverAfter() {
		check(() -> {
			Task<Integer> task = newTask(new AtomicInteger(), new AtomicInteger());
			together(running(task), () -> require(!task.cancel(true) || task.isCancelled(), "not cancelled"));
		});
	}

	@Test
	void whoWaitsIsToldOfTheEnd() {
		check(() -> {
			Task<Integer> task = newTask(new AtomicInteger(), new AtomicInteger());
			together(running(task), () -> require(Integer.valueOf(7).equals(task.get()), "another result"), () -> {
				require(task.join(Duration.ofDays(1)), "not joined");
				require(task.getFinishedWith() == ExecutionState.RETURNED, "closed without an outcome");
			});
		});
	}

	@Test
	void aFutureThatIsAskedForMeanwhileCompletes() {
		check(() -> {
			Task<Integer> task = newTask(new AtomicInteger(), new AtomicInteger());
			List<CompletableFuture<Integer>> futures = new ArrayList<>();
			together(running(task), () -> futures.add(task.toCompletableFuture()));
			require(Integer.valueOf(7).equals(futures.get(0).getNow(null)), "not completed");
			require(task.toCompletableFuture() == futures.get(0), "another future");
		});
	}

	@Test
	void theStatesAreCompleteWheneverTheyAreAskedFor() {
		check(() -> {
			Task<Integer> task = newTask(new AtomicInteger(), new AtomicInteger());
			together(running(task), task::getExecutionStateQueue);
			List<ExecutionState> states = new ArrayList<>(task.getExecutionStateQueue());
			require(states.equals(List.of(ExecutionState.CREATED, ExecutionState.RUNNING, ExecutionState.RETURNED,
					ExecutionState.FINISHING, ExecutionState.CLOSED)), "states: " + states);
		});
	}

}
