package io.heddle.worker;

import java.awt.EventQueue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.heddle.activity.ActivityState;
import io.heddle.testing.Crew;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.Eventually;
import io.heddle.testing.ManualTicker;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.testing.Numbered;
import io.heddle.thread.ThreadMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * One item in each turn of somebody's loop (T187 to T193).
 */
@ExtendWith(NoLeakedThreads.class)
@Timeout(60)
class UiWorkerTests {

	private static final Duration LONG = Duration.ofSeconds(10);

	private final Loop loop = new Loop();

	private final List<String> events = Collections.synchronizedList(new ArrayList<>());

	@Test
	void t187AnEventThatComesBetweenItemsRunsBeforeTheRest() {
		UiWorker worker = new UiWorker(this.loop);
		worker.put(() -> {
			this.events.add("one");
			this.loop.execute(() -> this.events.add("event"));
		});
		worker.put(() -> this.events.add("two"));
		worker.put(() -> this.events.add("three"));
		assertThat(this.loop.turns).hasSize(1);
		this.loop.runAll();
		assertThat(this.events).containsExactly("one", "event", "two", "three");
	}

	@Test
	void t187ItIsSoInTheEventQueueOfAwt() throws Exception {
		UiWorker worker = new UiWorker(EventQueue::invokeLater);
		CountDownLatch done = new CountDownLatch(1);
		EventQueue.invokeAndWait(() -> {
			worker.put(() -> {
				this.events.add("one");
				EventQueue.invokeLater(() -> this.events.add("event"));
			});
			worker.put(() -> {
				this.events.add("two");
				this.events.add(String.valueOf(EventQueue.isDispatchThread()));
			});
			worker.put(done::countDown);
		});
		done.await();
		assertThat(this.events).containsExactly("one", "event", "two", "true");
		assertThat(worker.activity().stop(LONG).isComplete()).isTrue();
		awaitEndOfEventQueue();
	}

	/** It ends by itself a second after its last event. */
	private static void awaitEndOfEventQueue() {
		Eventually.holds(() -> Thread.getAllStackTraces()
			.keySet()
			.stream()
			.noneMatch((thread) -> thread.getName().startsWith("AWT-EventQueue")));
	}

	@Test
	void t188ProgressGoesFromZeroToOneAndIsZeroWhenAllIsDone() {
		UiWorker worker = new UiWorker(this.loop);
		List<Double> seen = new ArrayList<>();
		assertThat(worker.getDone()).isZero();
		for (int i = 0; i < 4; i++) {
			worker.put(() -> seen.add(worker.getDone()));
		}
		this.loop.runOne();
		this.loop.runOne();
		assertThat(worker.getDone()).isEqualTo(0.5);
		this.loop.runAll();
		assertThat(seen).containsExactly(0.0, 0.25, 0.5, 0.75);
		assertThat(worker.getDone()).isZero();
	}

	@Test
	void t190AStopEndsItAndGivesTheRestBack() {
		UiWorker worker = new UiWorker(this.loop);
		Runnable second = () -> this.events.add("two");
		worker.put(() -> this.events.add("one"));
		worker.put(second);
		worker.put(null);
		this.loop.runOne();
		assertThat(worker.stop()).containsExactly(second);
		assertThat(worker.activity().activityState()).isEqualTo(ActivityState.ENDED);
		this.loop.runAll();
		assertThat(this.events).containsExactly("one");
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> worker.put(second))
			.withMessageContaining("has stopped: start it again");
		worker.start();
		worker.put(second);
		this.loop.runAll();
		assertThat(this.events).containsExactly("one", "two");
	}

	@Test
	void t191AnItemAfterAPauseNeedsNoCall() {
		UiWorker worker = new UiWorker(this.loop);
		worker.put(() -> this.events.add("one"));
		this.loop.runAll();
		worker.put(() -> this.events.add("two"));
		this.loop.runAll();
		assertThat(this.events).containsExactly("one", "two");
	}

	@EachThreadMode
	void t193TheFirstItemWaitsForTheDelay(ThreadMode mode) {
		ManualTicker ticker = new ManualTicker();
		UiWorker worker = UiWorker.builder("ui", Runnable::run)
			.mode(mode)
			.ticker(ticker)
			.delay(Duration.ofSeconds(5))
			.build();
		worker.put(() -> this.events.add("one"));
		worker.put(() -> this.events.add("two"));
		ticker.awaitSleepers(1);
		ticker.advance(Duration.ofMillis(4999));
		ticker.awaitSleepers(1);
		assertThat(this.events).isEmpty();
		ticker.advance(Duration.ofMillis(1));
		Eventually.holds(() -> this.events.size() == 2);
		worker.put(() -> this.events.add("three"));
		assertThat(this.events).containsExactly("one", "two", "three");
	}

	@EachThreadMode
	void aStopDuringTheDelayLeavesNoThread(ThreadMode mode) {
		ManualTicker ticker = new ManualTicker();
		UiWorker worker = UiWorker.builder("ui", Runnable::run)
			.mode(mode)
			.ticker(ticker)
			.delay(Duration.ofSeconds(5))
			.build();
		worker.put(() -> this.events.add("one"));
		ticker.awaitSleepers(1);
		assertThat(worker.stop()).hasSize(1);
		Eventually.holds(() -> worker.work().threads() == 0);
		worker.start();
		worker.put(() -> this.events.add("two"));
		ticker.awaitSleepers(1);
		ticker.advance(Duration.ofSeconds(5));
		Eventually.holds(() -> this.events.contains("two"));
		worker.close();
	}

	@Test
	void theBusyListenerHearsOfTheBeginningAndTheEndInTheLoop() {
		UiWorker worker = UiWorker.builder("ui", this.loop)
			.busyListener((busy) -> this.events.add("busy " + busy))
			.build();
		worker.put(() -> this.events.add("one"));
		worker.put(() -> this.events.add("two"));
		this.loop.runAll();
		worker.put(() -> this.events.add("three"));
		worker.put(() -> this.events.add("four"));
		this.loop.runOne();
		worker.stop();
		this.loop.runAll();
		assertThat(this.events).containsExactly("busy true", "one", "two", "busy false", "busy true", "three",
				"busy false");
	}

	@Test
	void itemsAndListenersThatFailStopNothing() {
		UiWorker worker = UiWorker.builder("ui", this.loop).busyListener((busy) -> {
			throw new IllegalStateException("listener");
		}).build();
		worker.put(() -> {
			throw new AssertionError("item");
		});
		worker.put(() -> this.events.add("two"));
		this.loop.runAll();
		assertThat(this.events).containsExactly("two");
		assertThat(worker.work().counts().failed()).isEqualTo(1);
		assertThat(worker.work().counts().done()).isEqualTo(1);
	}

	@Test
	void anExecutorThatRefusesLosesNothing() {
		AtomicBoolean refusing = new AtomicBoolean(true);
		AtomicReference<Runnable> kept = new AtomicReference<>(() -> {
		});
		Executor moody = (turn) -> {
			if (refusing.get()) {
				kept.set(turn);
				throw new RejectedExecutionException("not now");
			}
			this.loop.execute(turn);
		};
		UiWorker worker = new UiWorker(moody);
		worker.put(() -> this.events.add("one"));
		assertThat(worker.activity().snapshot().problem())
			.isEqualTo("The executor refuses with java.util.concurrent.RejectedExecutionException");
		Objects.requireNonNull(kept.get()).run();
		assertThat(this.events).isEmpty();
		refusing.set(false);
		worker.put(() -> this.events.add("two"));
		this.loop.runAll();
		assertThat(this.events).containsExactly("one", "two");
		assertThat(worker.activity().snapshot().problem()).isNull();
		refusing.set(true);
		worker.put(() -> this.events.add("three"));
		assertThat(worker.activity().stop(LONG).describe()).endsWith("stopped: 0 jobs ended, 1 still wait");
	}

	@Test
	void anExecutorThatRunsATurnTwiceRunsTheItemOnce() {
		UiWorker worker = new UiWorker((turn) -> {
			turn.run();
			turn.run();
		});
		worker.put(() -> this.events.add("one"));
		assertThat(this.events).containsExactly("one");
	}

	@Test
	void aLongLineNeedsNoDeepStack() {
		AtomicInteger done = new AtomicInteger();
		UiWorker worker = UiWorker.builder("ui", Runnable::run).queueCapacity(100_000).start(false).build();
		for (int i = 0; i < 100_000; i++) {
			worker.put(done::getAndIncrement);
		}
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> worker.put(done::getAndIncrement))
			.withMessageContaining("is full with 100000 items");
		worker.start();
		assertThat(done).hasValue(100_000);
	}

	@Test
	void anItemMayStopItsWorker() {
		UiWorker worker = new UiWorker(this.loop);
		AtomicInteger back = new AtomicInteger();
		worker.put(() -> back.set(worker.stop().size()));
		worker.put(() -> this.events.add("two"));
		this.loop.runAll();
		assertThat(back).hasValue(1);
		assertThat(this.events).isEmpty();
		assertThat(worker.activity().activityState()).isEqualTo(ActivityState.ENDED);
	}

	@Test
	void aLoopThatHasEndedDoesNotHoldUpTheStop() {
		UiWorker worker = new UiWorker((turn) -> {
		});
		worker.put(() -> this.events.add("never"));
		assertThat(worker.activity().stop(Duration.ofMillis(20)).isComplete()).isFalse();
		assertThat(worker.activity().activityState()).isEqualTo(ActivityState.ENDED);
	}

	@EachThreadMode
	void manyCallersAndAThreadThatIsQuickLoseAndDoubleNothing(ThreadMode mode) throws InterruptedException {
		Numbered done = new Numbered(40_000);
		AtomicInteger next = new AtomicInteger();
		AtomicInteger inside = new AtomicInteger();
		try (WorkerPool<Runnable> single = WorkerPool.builder("loop").mode(mode).maxThreads(1).start(true).build();
				Crew crew = new Crew(mode);
				UiWorker worker = UiWorker.builder("ui", single::addTask).queueCapacity(40_000).build()) {
			crew.start(4, () -> {
				for (int i = 0; i < 10_000; i++) {
					int number = next.getAndIncrement();
					worker.put(() -> {
						assertThat(inside.incrementAndGet()).isEqualTo(1);
						done.mark(number);
						inside.decrementAndGet();
					});
				}
			});
			crew.join(LONG, done::marked);
			assertThat(worker.activity().stop(LONG).isComplete()).isTrue();
			done.assertEachOnce();
		}
	}

	/** A loop whose turns a test runs. */
	private static final class Loop implements Executor {

		private final ArrayDeque<Runnable> turns = new ArrayDeque<>();

		@Override
		public void execute(Runnable turn) {
			this.turns.add(turn);
		}

		void runOne() {
			this.turns.remove().run();
		}

		void runAll() {
			while (!this.turns.isEmpty()) {
				runOne();
			}
		}

	}

}
