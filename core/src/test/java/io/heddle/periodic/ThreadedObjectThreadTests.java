package io.heddle.periodic;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.activity.ActivityState;
import io.heddle.activity.StopOutcome;
import io.heddle.testing.Crew;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.Eventually;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What goes on in which thread. */
@ExtendWith(NoLeakedThreads.class)
@Timeout(30)
class ThreadedObjectThreadTests {

	private static final Duration MILLISECOND = Duration.ofMillis(1);

	private final List<ThreadedObject> made = new ArrayList<>();

	private final CountDownLatch begun = new CountDownLatch(1);

	private final CountDownLatch gate = new CountDownLatch(1);

	private final AtomicInteger calls = new AtomicInteger();

	@AfterEach
	void killAll() {
		this.gate.countDown();
		this.made.forEach(ThreadedObject::kill);
	}

	private static PeriodicScheduler scheduler(ThreadMode mode, int maxThreads) {
		return new PeriodicScheduler("periodic", ThreadSource.of(mode), maxThreads);
	}

	private ThreadedObject start(ThreadedObject.Builder builder) {
		ThreadedObject object = builder.start(true).build();
		this.made.add(object);
		return object;
	}

	private static ThreadedObject.Builder builder(String name, PeriodicScheduler scheduler) {
		return ThreadedObject.builder(name).scheduler(scheduler).period(MILLISECOND);
	}

	/** Waits at the gate, however often it is interrupted. */
	private void block() {
		this.begun.countDown();
		boolean open = false;
		while (!open) {
			try {
				this.gate.await();
				open = true;
			}
			catch (InterruptedException ex) {
				this.calls.incrementAndGet();
			}
		}
	}

	@EachThreadMode
	void isCalledAgainAndAgainInThreadsOfTheMode(ThreadMode mode) {
		Set<String> names = ConcurrentHashMap.newKeySet();
		ThreadedObject object = start(builder("rescan", scheduler(mode, 4)).target(() -> {
			names.add(Thread.currentThread().getName());
		}));
		Eventually.holds(() -> object.getCount() >= 20);
		assertThat(object.stop()).isTrue();
		assertThat(names).contains("rescan").allMatch((name) -> name.matches("rescan|periodic-\\d+"));
		long count = object.getCount();
		object.start();
		Eventually.holds(() -> object.getCount() >= 3);
		assertThat(count).isGreaterThanOrEqualTo(20);
	}

	/** T91. */
	@EachThreadMode
	void aStopDoesNotWaitForEver(ThreadMode mode) throws Exception {
		ThreadedObject object = start(builder("rescan", scheduler(mode, 4)).target(this::block));
		this.begun.await();
		assertThat(object.stop(Duration.ZERO)).isFalse();
		assertThat(object.stop(Duration.ofMillis(50))).isFalse();
		assertThat(object.activity().activityState()).isEqualTo(ActivityState.STOPPING);
		assertThat(object.threadsInTarget()).hasSize(1);
		assertThat(this.calls).hasValue(0);
		this.gate.countDown();
		assertThat(object.stop()).isTrue();
		assertThat(object.activity().activityState()).isEqualTo(ActivityState.ENDED);
		assertThat(object.threadsInTarget()).isEmpty();
	}

	/** Reliability 20. */
	@EachThreadMode
	void aKillInterruptsTheTarget(ThreadMode mode) throws Exception {
		ThreadedObject object = start(builder("rescan", scheduler(mode, 4)).target(() -> {
			this.begun.countDown();
			try {
				this.gate.await();
			}
			catch (InterruptedException ex) {
				this.calls.incrementAndGet();
				Thread.currentThread().interrupt();
			}
		}));
		this.begun.await();
		assertThat(object.kill()).isTrue();
		assertThat(this.calls).hasValue(1);
		assertThat(object.isAlive()).isFalse();
	}

	/** The lifecycle stops it in good order, and then by force. */
	@EachThreadMode
	void whatIgnoresItsInterruptIsReported(ThreadMode mode) throws Exception {
		ThreadedObject object = start(builder("rescan", scheduler(mode, 4)).target(this::block));
		this.begun.await();
		StopOutcome outcome = object.activity().stop(Duration.ofMillis(20));
		assertThat(outcome.isComplete()).isFalse();
		assertThat(outcome.describe()).isEqualTo("Periodic object 'rescan' goes on in [rescan]");
		assertThat(this.calls).hasValue(1);
		this.gate.countDown();
		assertThat(object.activity().stop(Duration.ofSeconds(3)).isComplete()).isTrue();
	}

	/** The next iteration is not meant by an interrupt that is left. */
	@EachThreadMode
	void anInterruptDoesNotReachTheNextIteration(ThreadMode mode) {
		Queue<Boolean> flags = new ConcurrentLinkedQueue<>();
		ThreadedObject object = start(builder("rescan", scheduler(mode, 1)).target(() -> {
			flags.add(Thread.currentThread().isInterrupted());
			Thread.currentThread().interrupt();
		}));
		Eventually.holds(() -> object.getCount() >= 5);
		object.stop();
		assertThat(flags).doesNotContain(true);
	}

	/** T107. */
	@EachThreadMode
	void aStopInTheTargetReturnsAtOnce(ThreadMode mode) {
		ThreadedObject[] self = new ThreadedObject[1];
		Queue<Boolean> answers = new ConcurrentLinkedQueue<>();
		ThreadedObject object = ThreadedObject.builder("rescan").scheduler(scheduler(mode, 4)).target(() -> {
			this.calls.incrementAndGet();
			answers.add(self[0].stop());
		}).build();
		this.made.add(object);
		self[0] = object;
		object.start();
		Eventually.holds(() -> object.activity().activityState() == ActivityState.ENDED);
		assertThat(answers).containsExactly(false);
		assertThat(this.calls).hasValue(1);
	}

	/** Ruling 6: up to n overlap, ticks keep the period. */
	@EachThreadMode
	void iterationsOverlapAsFarAsThreadsAllow(ThreadMode mode) throws Exception {
		CountDownLatch three = new CountDownLatch(3);
		ThreadedObject object = start(builder("rescan", scheduler(mode, 8)).threads(3).target(() -> {
			this.calls.incrementAndGet();
			three.countDown();
			block();
		}));
		three.await();
		Eventually.holds(() -> object.stats().skipped() >= 5);
		assertThat(object.stats().running()).isEqualTo(3);
		assertThat(this.calls).hasValue(3);
		this.gate.countDown();
		Eventually.holds(() -> this.calls.get() > 3);
		assertThat(object.stop()).isTrue();
		assertThat(object.stats().running()).isZero();
	}

	@EachThreadMode
	void ticksThatWaitAreMadeUpForAndBounded(ThreadMode mode) throws Exception {
		CountDownLatch two = new CountDownLatch(2);
		ThreadedObject object = start(
				builder("rescan", scheduler(mode, 8)).threads(2).overlap(Overlap.QUEUE).target(() -> {
					two.countDown();
					block();
					this.calls.incrementAndGet();
				}));
		two.await();
		Eventually.holds(() -> object.stats().skipped() >= 5);
		object.setPeriod(Duration.ofHours(1));
		this.gate.countDown();
		Eventually.holds(() -> this.calls.get() == 4);
		Eventually.holds(() -> object.stats().running() == 0);
		assertThat(object.stop()).isTrue();
		assertThat(this.calls).hasValue(4);
	}

	@EachThreadMode
	void moreThreadsTakeEffectDuringAnIteration(ThreadMode mode) throws Exception {
		CountDownLatch three = new CountDownLatch(3);
		ThreadedObject object = start(builder("rescan", scheduler(mode, 8)).target(() -> {
			three.countDown();
			if (three.getCount() < 2) {
				block();
			}
		}));
		Eventually.holds(() -> three.getCount() <= 1);
		object.configure((spec) -> spec.threads(3));
		object.runNow();
		assertThat(three.await(10, TimeUnit.SECONDS)).isTrue();
		this.gate.countDown();
		long count = object.getCount();
		Eventually.holds(() -> object.getCount() > count + 5);
		assertThat(object.stop()).isTrue();
	}

	/** Its caller may have other things to do. */
	@EachThreadMode
	void aKillDoesNotInterruptTheThreadOfAStopThatCallsTheHook(ThreadMode mode) throws Exception {
		CountDownLatch inHook = new CountDownLatch(1);
		AtomicBoolean interrupted = new AtomicBoolean();
		ThreadedObject object = start(builder("rescan", scheduler(mode, 1)).period(Duration.ofHours(1)).stopHook(() -> {
			inHook.countDown();
			try {
				this.gate.await();
			}
			catch (InterruptedException ex) {
				interrupted.set(true);
			}
		}));
		Eventually.holds(() -> object.getCount() == 0 && object.stats().running() == 0);
		Thread stopping = ThreadSource.of(mode).newThread("stopping", object::stop);
		stopping.start();
		inHook.await();
		boolean ended = object.kill(Duration.ZERO);
		this.gate.countDown();
		stopping.join();
		assertThat(ended).isFalse();
		assertThat(interrupted).isFalse();
	}

	/** A single object needs a single thread. */
	@EachThreadMode
	void noThreadIsMadeForNothing(ThreadMode mode) {
		PeriodicScheduler scheduler = scheduler(mode, 8);
		ThreadedObject object = start(builder("rescan", scheduler).target(this.calls::incrementAndGet));
		Eventually.holds(() -> object.getCount() > 50);
		assertThat(scheduler.threads()).isEqualTo(1);
	}

	/** Ruling 6: all parts at each tick. */
	@EachThreadMode
	void aSplitTargetRunsAllItsPartsAtTheSameTime(ThreadMode mode) {
		Queue<String> parts = new ConcurrentLinkedQueue<>();
		CyclicBarrier together = new CyclicBarrier(3);
		ThreadedObject object = start(builder("rescan", scheduler(mode, 8)).threads(3).splitTarget((index, count) -> {
			together.await();
			parts.add(index + "/" + count);
		}));
		Eventually.holds(() -> object.getCount() >= 3);
		assertThat(object.stop()).isTrue();
		int iterations = Math.toIntExact(object.getCount()) + 1;
		assertThat(parts).hasSize(3 * iterations).containsOnly("0/3", "1/3", "2/3");
		assertThat(object.getErrors()).isZero();
	}

	/** Fewer threads than parts: one after the other, never for ever. */
	@EachThreadMode
	void partsShareTheThreadsThatThereAre(ThreadMode mode) {
		ThreadedObject object = start(builder("rescan", scheduler(mode, 1)).threads(3).splitTarget((index, count) -> {
			if (index == 1) {
				throw new IllegalStateException("part 1");
			}
		}));
		Eventually.holds(() -> object.getCount() >= 3);
		assertThat(object.stop()).isTrue();
		assertThat(object.getErrors()).isEqualTo(object.getCount() + 1);
		assertThat(object.stats().lastSuccess()).isNull();
	}

	/** Peers' "starvation": who blocks his own thread delays nobody. */
	@EachThreadMode
	void aTargetThatBlocksDelaysNoOtherObject(ThreadMode mode) throws Exception {
		PeriodicScheduler scheduler = scheduler(mode, 8);
		ThreadedObject quick = start(builder("quick", scheduler).target(() -> {
		}));
		for (int i = 0; i < 3; i++) {
			start(builder("slow-" + i, scheduler).target(this::block));
		}
		this.begun.await();
		long count = quick.getCount();
		Eventually.holds(() -> quick.getCount() > count + 20);
		assertThat(scheduler.threads()).isLessThanOrEqualTo(6);
	}

	@EachThreadMode
	void thousandsOfObjectsShareAFewThreads(ThreadMode mode) {
		PeriodicScheduler scheduler = scheduler(mode, 4);
		for (int i = 0; i < 10_000; i++) {
			start(builder("object-" + i, scheduler).period(Duration.ofMillis(200)).target(this.calls::incrementAndGet));
		}
		Eventually.holds(() -> this.calls.get() > 30_000);
		assertThat(scheduler.threads()).isBetween(1, 4);
		this.made.forEach((object) -> assertThat(object.stop()).isTrue());
		Eventually.holds(() -> scheduler.threads() == 0);
	}

	@EachThreadMode
	void oneMayHaveThreadsOfItsOwn(ThreadMode mode) throws Exception {
		PeriodicScheduler scheduler = scheduler(mode, 1);
		start(builder("slow", scheduler).target(this::block));
		this.begun.await();
		Set<String> names = ConcurrentHashMap.newKeySet();
		ThreadedObject own = start(builder("own", scheduler).dedicatedThread(true).target(() -> {
			names.add(Thread.currentThread().getName());
		}));
		Eventually.holds(() -> own.getCount() > 5);
		own.stop();
		assertThat(names).contains("own").allMatch((name) -> name.startsWith("own"));
	}

	/** Reliability 14. */
	@EachThreadMode
	void theNextTargetFindsACleanThread(ThreadMode mode) {
		PeriodicScheduler scheduler = scheduler(mode, 1);
		ClassLoader loader = new ClassLoader() {
		};
		ThreadedObject untidy = start(builder("untidy", scheduler).target(() -> {
			MDC.put("user", "me");
			Thread.currentThread().setContextClassLoader(loader);
			Thread.currentThread().setName("untidy for ever");
		}));
		AtomicInteger dirty = new AtomicInteger();
		ThreadedObject tidy = start(builder("tidy", scheduler).target(() -> {
			Thread current = Thread.currentThread();
			if (MDC.get("user") != null || current.getContextClassLoader() == loader
					|| current.getName().contains("untidy")) {
				dirty.incrementAndGet();
			}
		}));
		Eventually.holds(() -> untidy.getCount() > 20 && tidy.getCount() > 20);
		assertThat(dirty).hasValue(0);
	}

	/** Reliability 15. */
	@EachThreadMode
	void manyStartsAtTheSameTimeAreOne(ThreadMode mode) throws Exception {
		AtomicInteger atOnce = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		ThreadedObject object = start(builder("rescan", scheduler(mode, 8)).target(() -> {
			most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
			Thread.onSpinWait();
			atOnce.decrementAndGet();
		}));
		try (Crew crew = new Crew(mode)) {
			crew.start(20, () -> {
				for (int i = 0; i < 50; i++) {
					object.start();
					object.stop(Duration.ZERO);
				}
			});
			crew.join();
		}
		object.start();
		Eventually.holds(() -> object.getCount() > 3);
		assertThat(object.stop()).isTrue();
		assertThat(most).hasValue(1);
	}

	/** Those that are overtaken leave nothing that would have to be gone through. */
	@EachThreadMode
	void thousandsOfStartsDuringAnIterationAreOne(ThreadMode mode) throws Exception {
		ThreadedObject object = start(builder("rescan", scheduler(mode, 4)).target(() -> {
			block();
			this.calls.incrementAndGet();
		}));
		this.begun.await();
		for (int i = 0; i < 20_000; i++) {
			object.start();
		}
		this.gate.countDown();
		Eventually.holds(() -> object.getCount() >= 3);
		assertThat(object.stop()).isTrue();
		assertThat(this.calls.get()).isEqualTo(object.getCount() + 2);
	}

	@EachThreadMode
	void aKillAndAStartHaveOneWinner(ThreadMode mode) throws Exception {
		PeriodicScheduler scheduler = scheduler(mode, 4);
		for (int i = 0; i < 300; i++) {
			ThreadedObject object = builder("rescan", scheduler).target(this.calls::incrementAndGet).build();
			try (Crew crew = new Crew(mode)) {
				crew.start(() -> {
					try {
						object.start();
					}
					catch (IllegalStateException ex) {
						assertThat(object.isAlive()).isFalse();
					}
				});
				crew.start(object::kill);
				crew.join();
			}
			assertThat(object.isAlive()).isFalse();
			assertThat(object.kill()).isTrue();
		}
		Eventually.holds(() -> scheduler.threads() == 0);
	}

	/** Load: starts and stops, and no thread is left. */
	@EachThreadMode
	void thousandsOfStartsAndStopsLeaveNothing(ThreadMode mode) {
		PeriodicScheduler scheduler = scheduler(mode, 4);
		ThreadedObject object = start(builder("rescan", scheduler).target(this.calls::incrementAndGet));
		for (int i = 0; i < 2000; i++) {
			object.start();
			assertThat(object.stop()).isTrue();
		}
		Eventually.holds(() -> scheduler.threads() == 0);
	}

	/** Reliability 12. */
	@EachThreadMode
	void aStartFailsIfThereIsNoThread(ThreadMode mode) {
		ThreadSource none = new NoThreads(ThreadSource.of(mode));
		ThreadedObject object = ThreadedObject.builder("rescan")
			.scheduler(new PeriodicScheduler("periodic", none, 4))
			.build();
		this.made.add(object);
		assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(object::start);
		assertThat(object.activity().activityState()).isEqualTo(ActivityState.ENDED);
		assertThat(object.getErrors()).isZero();
	}

	/** The threads that there are go on, and one of them does what is due. */
	@EachThreadMode
	void aThreadThatCannotBeMadeIsDoneWithout(ThreadMode mode) throws Exception {
		Semaphore permits = new Semaphore(1);
		ThreadSource one = new NoThreads(ThreadSource.of(mode), permits);
		PeriodicScheduler scheduler = new PeriodicScheduler("periodic", one, 4);
		ThreadedObject first = start(builder("first", scheduler).target(this.calls::incrementAndGet));
		ThreadedObject second = start(builder("second", scheduler).target(this.calls::incrementAndGet));
		Eventually.holds(() -> first.getCount() > 5 && second.getCount() > 5);
		// one that is being tried counts for that moment
		Eventually.holds(() -> scheduler.threads() == 1);
	}

	/** The start that has come meanwhile fails; who waits for the former run is told. */
	@EachThreadMode
	void anEndIsSeenAlthoughTheNextStartFails(ThreadMode mode) throws Exception {
		ThreadSource one = new NoThreads(ThreadSource.of(mode), new Semaphore(1));
		ThreadedObject object = start(
				builder("rescan", new PeriodicScheduler("periodic", one, 4)).dedicatedThread(true).target(this::block));
		this.begun.await();
		AtomicInteger ended = new AtomicInteger();
		try (Crew crew = new Crew(mode)) {
			crew.start(() -> ended.addAndGet(object.stop(Duration.ofSeconds(60)) ? 1 : 100));
			Eventually.holds(() -> object.activity().activityState() == ActivityState.STOPPING);
			object.start();
			this.gate.countDown();
			crew.join();
		}
		assertThat(ended).hasValue(1);
		assertThat(object.activity().activityState()).isEqualTo(ActivityState.ENDED);
	}

	/** Another object relies on a thread that cannot be started. */
	@EachThreadMode
	void aStartThatFailsEndsAlthoughAnotherObjectWaits(ThreadMode mode) {
		ThreadedObject[] other = new ThreadedObject[1];
		ThreadSource none = new NoThreads(ThreadSource.of(mode)) {

			private boolean first = true;

			@Override
			public Thread newThread(String name, Runnable body) {
				if (this.first) {
					this.first = false;
					other[0].start();
				}
				return super.newThread(name, body);
			}

		};
		PeriodicScheduler scheduler = new PeriodicScheduler("periodic", none, 4);
		other[0] = builder("other", scheduler).build();
		ThreadedObject object = builder("rescan", scheduler).build();
		this.made.addAll(List.of(other[0], object));
		assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(object::start);
		assertThat(object.activity().activityState()).isEqualTo(ActivityState.ENDED);
		assertThat(other[0].stop()).isTrue();
	}

	/** What a thread has dealt with last is not kept by it. */
	@EachThreadMode
	void whatWasKilledIsNotKept(ThreadMode mode) {
		PeriodicScheduler scheduler = scheduler(mode, 1);
		start(builder("other", scheduler).period(Duration.ofHours(1)).target(this.calls::incrementAndGet));
		Eventually.holds(() -> this.calls.get() == 1);
		WeakReference<?> killed = killed(scheduler);
		Eventually.holds(() -> {
			System.gc();
			return killed.get() == null;
		});
		assertThat(scheduler.threads()).isEqualTo(1);
	}

	private static WeakReference<ThreadedObject> killed(PeriodicScheduler scheduler) {
		ThreadedObject object = builder("rescan", scheduler).period(Duration.ofHours(1)).start(true).build();
		Eventually.holds(() -> object.stats().lastSuccess() != null);
		assertThat(object.kill()).isTrue();
		return new WeakReference<>(object);
	}

	/** Parts that have not begun yet are meant, too. */
	@EachThreadMode
	void aKillInterruptsAllParts(ThreadMode mode) throws Exception {
		ThreadedObject object = start(builder("rescan", scheduler(mode, 1)).threads(3).splitTarget((index, count) -> {
			this.calls.incrementAndGet();
			this.begun.countDown();
			this.gate.await();
		}));
		this.begun.await();
		assertThat(object.kill()).isTrue();
		assertThat(this.calls).hasValue(3);
	}

	/** A source that has run out of threads. */
	private static class NoThreads implements ThreadSource {

		private final ThreadSource source;

		private final Semaphore permits;

		NoThreads(ThreadSource source) {
			this(source, new Semaphore(0));
		}

		NoThreads(ThreadSource source, Semaphore permits) {
			this.source = source;
			this.permits = permits;
		}

		@Override
		public ThreadMode mode() {
			return this.source.mode();
		}

		@Override
		public Thread newThread(String name, Runnable body) {
			if (!this.permits.tryAcquire()) {
				throw new OutOfMemoryError("unable to create native thread");
			}
			return this.source.newThread(name, body);
		}

	}

}
