package io.heddle.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.activity.ActivityState;
import io.heddle.activity.FatalErrorHandler;
import io.heddle.testing.Eventually;
import io.heddle.testing.ManualTicker;
import io.heddle.testing.NoLeakedThreads;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** What one party does while another one waits. */
@Timeout(60)
@ExtendWith(NoLeakedThreads.class)
class WorkerRaceTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private static final Duration NEVER = Duration.ofSeconds(-1);

	private final ManualTicker ticker = new ManualTicker();

	private final CountDownLatch gate = new CountDownLatch(1);

	private final List<WorkerProcess> made = new ArrayList<>();

	@AfterEach
	void closeAll() {
		this.gate.countDown();
		this.made.forEach(WorkerProcess::close);
	}

	private WorkerProcess build(WorkerProcess.Builder builder) {
		WorkerProcess worker = builder.mode(WorkerMode.THREAD).build();
		this.made.add(worker);
		return worker;
	}

	private int pass() throws InterruptedException {
		this.gate.await();
		return 1;
	}

	/** Who leaves with a job has another one watch the time. */
	@Test
	void aKeyIsOnTimeWhileOthersAreBusy() {
		WorkerProcess worker = build(WorkerProcess.builder("watch").count(3).ticker(this.ticker));
		worker.start();
		this.ticker.awaitSleepers(3);
		AtomicInteger runs = new AtomicInteger();
		worker.add("key", runs::incrementAndGet, SECOND, NEVER);
		Eventually.holds(() -> runs.get() == 1);
		this.ticker.awaitSleepers(3);
		worker.send("a", this::pass);
		worker.send("b", this::pass);
		Eventually.holds(() -> worker.running() == 2);
		this.ticker.awaitSleepers(1);
		this.ticker.advance(SECOND);
		Eventually.holds(() -> runs.get() == 2);
	}

	/**
	 * Room is for whoever is left when the one who was woken for it has no use for it.
	 */
	@Test
	void aSenderThatFailsLeavesTheRoomToTheNext() throws Exception {
		WorkerProcess worker = build(WorkerProcess.builder("room").queueCapacity(1));
		worker.start();
		CountDownLatch first = new CountDownLatch(1);
		worker.send("first", () -> {
			first.await();
			return 1;
		});
		Eventually.holds(() -> worker.running() == 1);
		Moody moody = new Moody(this.gate);
		worker.send("key", moody);
		List<String> ends = new CopyOnWriteArrayList<>();
		Thread fails = sender(() -> worker.send("key", () -> 2), ends);
		Thread waits = sender(() -> worker.send("next", () -> 3), ends);
		moody.angry = true;
		first.countDown();
		fails.join(10_000);
		waits.join(10_000);
		assertThat(ends).containsExactlyInAnyOrder("java.lang.IllegalArgumentException: not today", "sent");
		assertThat(worker.queued()).isEqualTo(1);
	}

	private static Thread sender(Runnable action, List<String> ends) {
		Thread thread = new Thread(() -> {
			try {
				action.run();
				ends.add("sent");
			}
			catch (RuntimeException ex) {
				ends.add(ex.toString());
			}
		});
		thread.setDaemon(true);
		thread.start();
		Eventually.holds(() -> thread.getState() == Thread.State.WAITING);
		return thread;
	}

	@Test
	void thoseWhoJoinATaskAreNotMoreThanMayWait() {
		WorkerProcess worker = build(WorkerProcess.builder("joined").queueCapacity(3));
		WorkerTask<Integer> same = this::pass;
		List<CompletableFuture<Integer>> sent = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			sent.add(worker.send("key", same));
		}
		assertThatIllegalStateException().isThrownBy(() -> worker.send("key", same))
			.withMessageContaining("full with 3 tasks");
		this.gate.countDown();
		worker.start();
		assertThat(sent).allSatisfy((future) -> assertThat(future.get(10, TimeUnit.SECONDS)).isEqualTo(1));
	}

	@Test
	void nobodyJoinsATaskThatIsNotWantedAnyMore() throws Exception {
		WorkerErrors errors = new WorkerErrors("queue", FatalErrorHandler.logging(), this.ticker);
		JobQueue queue = new JobQueue(() -> 10, "queue", this.ticker, errors);
		Parcel parcel = Parcel.open(() -> 1, (task) -> new byte[0]);
		CompletableFuture<@Nullable Object> future = new CompletableFuture<>();
		Errand errand = new Errand(queue, "key", parcel, new Handle(future, null), 0);
		assertThat(queue.offer(errand, null, false, false)).isTrue();
		assertThat(errand.isWanted()).isTrue();
		future.cancel(false);
		assertThat(errand.isWanted()).isFalse();
		assertThat(queue.newest("key")).isNull();
	}

	/** Also if the one that runs has been removed. */
	@Test
	void aKeyThatIsAddedWhileItRunsWaitsForItself() {
		WorkerProcess worker = build(WorkerProcess.builder("again").count(3).ticker(this.ticker));
		worker.start();
		AtomicInteger begun = new AtomicInteger();
		worker.add("key", () -> {
			begun.incrementAndGet();
			return pass();
		}, SECOND, NEVER);
		Eventually.holds(() -> begun.get() == 1);
		worker.add("key", begun::incrementAndGet, Duration.ZERO, NEVER);
		worker.pop("key");
		worker.add("key", () -> 10 * begun.incrementAndGet(), SECOND, NEVER);
		this.ticker.advance(SECOND);
		assertThat(worker.<Integer>command(() -> 1)).isEqualTo(1);
		assertThat(worker.<Integer>command(() -> 2)).isEqualTo(2);
		assertThat(begun).hasValue(1);
		this.gate.countDown();
		Eventually.holds(() -> worker.getOrDefault("key", 0) == 20);
		this.ticker.awaitSleepers(3);
		this.ticker.advance(SECOND);
		Eventually.holds(() -> worker.getOrDefault("key", 0) == 30);
	}

	/** Who stops is overtaken by the end, a start and what is sent then. */
	@Test
	void aStopThatIsLateSparesWhatWasSentAfterTheNextStart() throws Exception {
		WorkerProcess worker = build(WorkerProcess.builder("late"));
		worker.start();
		List<CompletableFuture<Integer>> sent = new CopyOnWriteArrayList<>();
		worker.activity().addListener((activity, from, to) -> {
			if (to == ActivityState.STOPPING && sent.isEmpty()) {
				Eventually.holds(() -> worker.state() == WorkerState.STOPPED);
				worker.start();
				sent.add(worker.send("runs", this::pass));
				sent.add(worker.send("waits", () -> 2));
				Thread.currentThread().interrupt(); // so that it does not wait for the
													// end
			}
		});
		Thread stops = new Thread(worker::stop);
		stops.start();
		stops.join(10_000);
		this.gate.countDown();
		assertThat(sent).hasSize(2);
		assertThat(sent.get(0).get(10, TimeUnit.SECONDS)).isEqualTo(1);
		assertThat(sent.get(1).get(10, TimeUnit.SECONDS)).isEqualTo(2);
	}

	@Test
	void nobodyJoinsATaskThatIsBeingCancelled() throws Exception {
		WorkerProcess worker = build(WorkerProcess.builder("cancelled"));
		worker.start();
		worker.send("runs", this::pass);
		Eventually.holds(() -> worker.running() == 1);
		CountDownLatch told = new CountDownLatch(1);
		worker.send("tells", () -> 1, (value, failure) -> await(told));
		WorkerTask<Integer> same = () -> 2;
		CompletableFuture<Integer> before = worker.send("key", same);
		Thread stops = new Thread(() -> worker.stop(Duration.ZERO));
		stops.start();
		Eventually.holds(() -> worker.state() == WorkerState.STOPPED);
		worker.start();
		try {
			assertThat(worker.send("key", same).get(10, TimeUnit.SECONDS)).isEqualTo(2);
		}
		finally {
			told.countDown();
		}
		stops.join(10_000);
		assertThat(before.isCancelled()).isTrue();
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** A task that does not always want to be compared. */
	private static final class Moody implements WorkerTask<Integer> {

		private static final long serialVersionUID = 1L;

		private final transient CountDownLatch gate;

		private volatile boolean angry;

		Moody(CountDownLatch gate) {
			this.gate = gate;
		}

		@Override
		public Integer run() throws InterruptedException {
			this.gate.await();
			return 1;
		}

		@Override
		public boolean equals(Object other) {
			if (this.angry) {
				throw new IllegalArgumentException("not today");
			}
			return this == other;
		}

		@Override
		public int hashCode() {
			return 1;
		}

	}

}
