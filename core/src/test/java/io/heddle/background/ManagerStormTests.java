package io.heddle.background;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.testing.Crew;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Everything at once: tasks come, are cancelled, fail, wait for futures, throw from their
 * callbacks, while their manager is stopped and started again.
 */
@ExtendWith(NoLeakedThreads.class)
class ManagerStormTests {

	private static final Duration LONG = Duration.ofSeconds(10);

	private static final int ROUNDS = 60;

	private final Queue<ThreadWrapper<?>> accepted = new ConcurrentLinkedQueue<>();

	private final AtomicInteger count = new AtomicInteger();

	private final AtomicInteger ends = new AtomicInteger();

	private final AtomicBoolean over = new AtomicBoolean();

	@EachThreadMode
	@Timeout(120)
	void eachAcceptedTaskEndsOnceThoughTheManagerStopsAndStarts(ThreadMode mode) throws InterruptedException {
		for (Overflow overflow : List.of(Overflow.BLOCK, Overflow.REJECT, Overflow.CALLER_RUNS)) {
			storm(ThreadManager.builder().mode(mode).maxThreads(2).queueCapacity(2).overflow(overflow).build());
		}
	}

	private void storm(ThreadManager manager) throws InterruptedException {
		this.over.set(false);
		AtomicInteger rounds = new AtomicInteger();
		try (Crew crew = new Crew(ThreadMode.PLATFORM)) {
			crew.start(3, () -> submitUntilOver(manager));
			crew.start(() -> {
				while (!this.over.get()) {
					manager.keys().forEach((id) -> manager.get(id).ifPresent(ThreadWrapper::cancel));
					Thread.onSpinWait();
				}
			});
			crew.start(() -> {
				for (int round = 0; round < ROUNDS; round++) {
					int enough = this.count.get() + 10;
					while (this.count.get() < enough) {
						Thread.onSpinWait();
					}
					manager.stop(Duration.ofMillis(round % 3), round % 2 == 0);
					manager.start();
					rounds.getAndIncrement();
				}
				this.over.set(true);
			});
			crew.join(LONG, rounds::get);
		}
		assertThat(manager.stop(LONG, false)).as("all closed").isTrue();
		assertThat(this.accepted).allMatch((thread) -> thread.getExecutionState() == ExecutionState.CLOSED);
		assertThat(this.ends).hasValue(this.accepted.size()).hasValueGreaterThan(10 * ROUNDS);
		assertThat(manager.keys()).isEmpty();
	}

	private void submitUntilOver(ThreadManager manager) {
		for (int i = 0; !this.over.get(); i++) {
			try {
				this.accepted.add(task(manager, i % 4).onFail((ex) -> {
				}).onEnd(this::end).doAsync());
				this.count.getAndIncrement();
			}
			catch (RejectedExecutionException ex) {
				Thread.onSpinWait();
			}
		}
	}

	private void end() {
		if (this.ends.incrementAndGet() % 100 == 0) {
			throw new IllegalStateException("callback");
		}
	}

	private static TaskBuilder<Integer> task(ThreadManager manager, int kind) {
		return switch (kind) {
			case 0 -> manager.task(() -> 1);
			case 1 -> manager.asyncTask(() -> CompletableFuture.supplyAsync(() -> 2));
			case 2 -> manager.task((ThreadWrapper<Integer> self) -> {
				throw new IllegalStateException("function");
			});
			default -> manager.task(() -> manager.doAsync(() -> 3).join(Duration.ofMillis(1)) ? 1 : 0);
		};
	}

}
