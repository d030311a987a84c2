package io.heddle.periodic;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.heddle.testing.Crew;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.Eventually;
import io.heddle.testing.ManualTicker;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.testing.Numbered;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@ExtendWith(NoLeakedThreads.class)
@Timeout(60)
class DueThreadsTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static DueThreads<Integer> threads(ThreadMode mode, int max, Ticker ticker, Timed queue,
			Consumer<Integer> body) {
		return new DueThreads<>("due", ThreadSource.of(mode), max, ticker, queue, body);
	}

	/** A source that shows each thread that it has made. */
	private static ThreadSource source(ThreadMode mode, Consumer<Thread> made) {
		return new ThreadSource() {

			@Override
			public ThreadMode mode() {
				return mode;
			}

			@Override
			public Thread newThread(String name, Runnable body) {
				Thread thread = ThreadSource.of(mode).newThread(name, body);
				made.accept(thread);
				return thread;
			}

		};
	}

	@EachThreadMode
	void nothingIsDealtWithBeforeItIsDue(ThreadMode mode) {
		ManualTicker ticker = new ManualTicker(Long.MAX_VALUE - 10);
		Timed queue = new Timed();
		Numbered items = new Numbered(2);
		DueThreads<Integer> threads = threads(mode, 1, ticker, queue, items::mark);
		threads.change(() -> queue.add(0, ticker.nanos() + 100));
		threads.change(() -> queue.add(1, ticker.nanos() + 200));
		ticker.awaitSleepers(1);
		ticker.advance(Duration.ofNanos(99));
		ticker.awaitSleepers(1);
		assertThat(items.marked()).isZero();
		ticker.advance(Duration.ofNanos(1));
		Eventually.holds(() -> items.isMarked(0));
		ticker.awaitSleepers(1);
		assertThat(items.marked()).isEqualTo(1);
		ticker.advance(Duration.ofNanos(100));
		Eventually.holds(() -> threads.count() == 0);
		items.assertEachOnce();
	}

	@EachThreadMode
	void anEarlierThingIsNotLate(ThreadMode mode) {
		ManualTicker ticker = new ManualTicker();
		Timed queue = new Timed();
		Numbered items = new Numbered(2);
		DueThreads<Integer> threads = threads(mode, 1, ticker, queue, items::mark);
		threads.change(() -> queue.add(0, ticker.nanos() + 1000));
		ticker.awaitSleepers(1);
		threads.change(() -> queue.addFirst(1, ticker.nanos() + 10));
		ticker.awaitSleepers(1);
		ticker.advance(Duration.ofNanos(10));
		Eventually.holds(() -> items.isMarked(1));
		assertThat(items.isMarked(0)).isFalse();
		threads.change(queue::clear);
		Eventually.holds(() -> threads.count() == 0);
	}

	@EachThreadMode
	void whatBlocksKeepsNobodyElse(ThreadMode mode) throws Exception {
		Timed queue = new Timed();
		CountDownLatch gate = new CountDownLatch(1);
		CountDownLatch others = new CountDownLatch(100);
		DueThreads<Integer> threads = threads(mode, 2, Ticker.system(), queue, (item) -> {
			if (item == 0) {
				awaitUninterrupted(gate);
			}
			others.countDown();
		});
		for (int i = 0; i <= 100; i++) {
			int item = i;
			threads.change(() -> queue.add(item, System.nanoTime()));
		}
		assertThat(others.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(threads.count()).isLessThanOrEqualTo(2);
		gate.countDown();
		assertThat(threads.awaitEnd(PATIENCE)).isTrue();
	}

	private static void awaitUninterrupted(CountDownLatch gate) {
		try {
			gate.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@EachThreadMode
	void aBodyThatThrowsEndsNoThread(ThreadMode mode) {
		Timed queue = new Timed();
		AtomicInteger dealt = new AtomicInteger();
		DueThreads<Integer> threads = threads(mode, 1, Ticker.system(), queue, (item) -> {
			dealt.incrementAndGet();
			throw new AssertionError("broken");
		});
		for (int i = 0; i < 3; i++) {
			threads.change(() -> queue.add(0, System.nanoTime()));
		}
		Eventually.holds(() -> dealt.get() == 3);
	}

	/** An interrupt that is meant for nobody must not make a thread spin or end. */
	@EachThreadMode
	void anInterruptOfAThreadThatWaitsIsHarmless(ThreadMode mode) {
		ManualTicker ticker = new ManualTicker();
		Timed queue = new Timed();
		Thread[] seen = new Thread[1];
		AtomicInteger dealt = new AtomicInteger();
		DueThreads<Integer> threads = threads(mode, 1, ticker, queue, (item) -> {
			seen[0] = Thread.currentThread();
			dealt.incrementAndGet();
		});
		threads.change(() -> queue.add(0, ticker.nanos()) && queue.add(1, ticker.nanos() + 10));
		ticker.awaitSleepers(1);
		seen[0].interrupt();
		Eventually.holds(() -> !seen[0].isInterrupted());
		ticker.awaitSleepers(1);
		ticker.advance(Duration.ofNanos(10));
		Eventually.holds(() -> dealt.get() == 2);
	}

	@EachThreadMode
	void ownThreadsKnowThemselves(ThreadMode mode) {
		Timed queue = new Timed();
		AtomicInteger own = new AtomicInteger();
		DueThreads<?>[] self = new DueThreads<?>[1];
		DueThreads<Integer> threads = threads(mode, 1, Ticker.system(), queue,
				(item) -> own.addAndGet(self[0].isOwnThread() ? 1 : 100));
		self[0] = threads;
		assertThat(threads.isOwnThread()).isFalse();
		threads.change(() -> queue.add(0, System.nanoTime()));
		Eventually.holds(() -> own.get() == 1);
	}

	@EachThreadMode
	void oneThreadAtLeastIsNeeded(ThreadMode mode) {
		assertThatIllegalArgumentException().isThrownBy(() -> threads(mode, 0, Ticker.system(), new Timed(), (item) -> {
		})).withMessage("'due' must have at least 1 thread but was given 0");
	}

	/** Reliability 3 and 16: memory may run out in any call of the queue. */
	@EachThreadMode
	void aQueueThatFailsLosesNothingAndEndsNoThread(ThreadMode mode) {
		boolean struck = true;
		for (int calls = 0; struck; calls++) {
			AtomicInteger left = new AtomicInteger(-1);
			Timed queue = new Timed(() -> {
				if (left.getAndDecrement() == 0) {
					throw new OutOfMemoryError("injected");
				}
			});
			Numbered items = new Numbered(3);
			ManualTicker ticker = new ManualTicker();
			List<Thread> made = new CopyOnWriteArrayList<>();
			ThreadSource source = source(mode, made::add);
			DueThreads<Integer> threads = new DueThreads<>("due", source, 2, ticker, queue, items::mark);
			threads.change(() -> queue.add(0, ticker.nanos()) && queue.add(1, ticker.nanos() + 1)
					&& queue.add(2, ticker.nanos() + 2));
			ticker.awaitSleepers(2);
			left.set(calls);
			Eventually.holds(() -> {
				ticker.advance(Duration.ofMillis(10));
				return items.marked() == 3 && made.stream().noneMatch(Thread::isAlive);
			});
			struck = left.get() < 0;
			items.assertEachOnce();
			assertThat(queue.finished).as("after %d calls", calls).isEqualTo(3);
			assertThat(threads.count()).isZero();
		}
	}

	/** It is called while another thread starts one, and leaves its thing to that. */
	@EachThreadMode
	void whoHasReliedOnAThreadThatCannotBeStartedIsServedByAnother(ThreadMode mode) {
		ManualTicker ticker = new ManualTicker();
		Timed queue = new Timed();
		Numbered items = new Numbered(3);
		CountDownLatch gate = new CountDownLatch(1);
		List<DueThreads<Integer>> self = new ArrayList<>();
		ThreadSource source = source(mode, (thread) -> {
			if (thread.getName().equals("due-2")) {
				gate.countDown();
				ticker.awaitSleepers(1);
				self.get(0).change(() -> queue.addFirst(2, ticker.nanos() + 10));
				throw new IllegalStateException("no thread");
			}
		});
		DueThreads<Integer> threads = new DueThreads<>("due", source, 2, ticker, queue, (item) -> {
			if (item == 0) {
				awaitUninterrupted(gate);
			}
			items.mark(item);
		});
		self.add(threads);
		threads.change(() -> queue.add(0, ticker.nanos()));
		Eventually.holds(() -> queue.taken == 1);
		threads.change(() -> queue.add(1, ticker.nanos() + 1000));
		ticker.awaitSleepers(1);
		ticker.advance(Duration.ofNanos(10));
		Eventually.holds(() -> items.isMarked(2));
		ticker.advance(Duration.ofNanos(990));
		Eventually.holds(() -> threads.count() == 0);
		items.assertEachOnce();
	}

	/** No signal is lost: four add, up to four deal with it; some things come later. */
	@EachThreadMode
	void everythingIsDealtWithOnce(ThreadMode mode) throws Exception {
		for (int max : new int[] { 1, 2, 4 }) {
			Numbered items = new Numbered(100_000);
			Timed queue = new Timed();
			DueThreads<Integer> threads = threads(mode, max, Ticker.system(), queue, items::mark);
			AtomicInteger next = new AtomicInteger();
			try (Crew crew = new Crew(mode)) {
				crew.start(4, () -> {
					ThreadLocalRandom random = ThreadLocalRandom.current();
					for (int item = next.getAndIncrement(); item < items.count(); item = next.getAndIncrement()) {
						int number = item;
						threads.change(() -> queue.add(number, System.nanoTime() + random.nextInt(20_000)));
					}
				});
				crew.start(() -> assertThat(awaitAll(items, threads)).isTrue());
				crew.join(PATIENCE, items::marked);
			}
			items.assertEachOnce();
		}
	}

	private static boolean awaitAll(Numbered items, DueThreads<Integer> threads) throws InterruptedException {
		while (items.marked() < items.count()) {
			threads.awaitEnd(Duration.ofMillis(50));
		}
		return threads.awaitEnd(PATIENCE);
	}

	/** Things in the order in which they were added, each at its time but not before. */
	private static final class Timed implements DueQueue<Integer> {

		private final ArrayDeque<long[]> things = new ArrayDeque<>();

		/** Called before each call by the threads. */
		private final Runnable before;

		private volatile int taken;

		private volatile int finished;

		Timed() {
			this(() -> {
			});
		}

		Timed(Runnable before) {
			this.before = before;
		}

		boolean add(int item, long atNanos) {
			return this.things.add(new long[] { item, atNanos });
		}

		boolean addFirst(int item, long atNanos) {
			return this.things.offerFirst(new long[] { item, atNanos });
		}

		Queue<long[]> clear() {
			this.things.clear();
			return this.things;
		}

		@Override
		public boolean isEmpty() {
			this.before.run();
			return this.things.isEmpty();
		}

		@Override
		public long firstNanos() {
			this.before.run();
			return this.things.getFirst()[1];
		}

		@Override
		@SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
		public @Nullable Integer poll(long nowNanos) {
			this.before.run();
			if (this.things.isEmpty() || this.things.getFirst()[1] - nowNanos > 0) {
				return null;
			}
			this.taken++;
			return (int) this.things.removeFirst()[0];
		}

		@Override
		@SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
		public void finished(Integer item, long nowNanos) {
			this.before.run();
			this.finished++;
		}

	}

}
