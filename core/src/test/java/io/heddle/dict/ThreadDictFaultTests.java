package io.heddle.dict;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.heddle.activity.StopOutcome;
import io.heddle.testing.Crew;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.Eventually;
import io.heddle.testing.ManualTicker;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What becomes of a dict when its user's code fails, hangs, or comes from everywhere. */
@Timeout(60)
@ExtendWith(NoLeakedThreads.class)
class ThreadDictFaultTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final ManualTicker ticker = new ManualTicker();

	private final List<ThreadDict<?, ?>> made = new ArrayList<>();

	private final CountDownLatch never = new CountDownLatch(1);

	@AfterEach
	void closeAll() {
		this.never.countDown();
		this.made.forEach(ThreadDict::close);
	}

	private <K, V> ThreadDict<K, V> build(ThreadDict.Builder<K, V> builder) {
		ThreadDict<K, V> dict = builder.build();
		this.made.add(dict);
		return dict;
	}

	private void advanceUntil(Duration step, Callable<Boolean> condition) {
		Eventually.holds(() -> {
			this.ticker.advance(step);
			return condition.call();
		});
	}

	private static long countOf(Collection<String> keys, String key) {
		return keys.stream().filter(key::equals).count();
	}

	private void hang() {
		hang(this.never);
	}

	private static void hang(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("interrupted", ex);
		}
	}

	private void hangInSpiteOfInterrupts() {
		boolean open = false;
		while (!open) {
			try {
				this.never.await();
				open = true;
			}
			catch (InterruptedException ex) {
				open = false;
			}
		}
	}

	/** Fault case 22. */
	@EachThreadMode
	void aReadThatHangsIsInterruptedAndOthersAreReadMeanwhile(ThreadMode mode) {
		Queue<String> reads = new ConcurrentLinkedQueue<>();
		AtomicBoolean hanging = new AtomicBoolean();
		ThreadDict<String, Integer> dict = build(ThreadDict.<String, Integer>builder("machine").reader((key) -> {
			reads.add(key);
			if (key.equals("slow") && hanging.get()) {
				hang();
			}
			return 1;
		}).ticker(this.ticker).mode(mode).readers(2).readTimeout(Duration.ofHours(1)));
		dict.append("slow", SECOND);
		dict.append("fast", SECOND);
		dict.start();
		Eventually.holds(() -> dict.size() == 2);
		hanging.set(true);
		advanceUntil(SECOND, () -> countOf(reads, "slow") == 2);
		long fast = countOf(reads, "fast");
		advanceUntil(SECOND, () -> countOf(reads, "fast") >= fast + 5);
		assertThat(reads).filteredOn("slow"::equals).hasSize(2);
		assertThat(dict.entry("slow").lastError()).isNull();
		AtomicReference<@Nullable Throwable> error = new AtomicReference<>();
		advanceUntil(Duration.ofHours(1), () -> {
			error.set(dict.entry("slow").lastError());
			return error.get() != null;
		});
		assertThat(error.get()).isInstanceOf(TimeoutException.class)
			.hasMessage("A read of key 'slow' in dict 'machine' took longer than PT1H: set 'read-timeout'");
		assertThat(dict).containsEntry("slow", 1);
		hanging.set(false);
		advanceUntil(Duration.ofHours(1), () -> dict.entry("slow").lastError() == null);
	}

	/** Fault case 22. */
	@EachThreadMode
	void aReadThatIgnoresTheInterruptIsNotDoubledAndItsValueDoesNotCount(ThreadMode mode) {
		AtomicInteger reads = new AtomicInteger();
		ThreadDict<String, Integer> dict = build(ThreadDict.<String, Integer>builder("machine").reader((key) -> {
			if (reads.incrementAndGet() == 1) {
				hangInSpiteOfInterrupts();
			}
			return reads.get();
		}).ticker(this.ticker).mode(mode).readers(2).readTimeout(SECOND));
		dict.append("a", SECOND);
		dict.start();
		Eventually.holds(() -> reads.get() == 1);
		advanceUntil(SECOND, () -> dict.entry("a").lastError() instanceof TimeoutException);
		this.ticker.advance(Duration.ofMinutes(1));
		assertThat(reads).hasValue(1);
		this.never.countDown();
		advanceUntil(SECOND, () -> dict.containsKey("a"));
		assertThat(dict.get("a")).isGreaterThan(1);
	}

	@Test
	void anErrorOfTheJvmIsReportedAndThePollingGoesOn() {
		Queue<Throwable> fatal = new ConcurrentLinkedQueue<>();
		AtomicInteger reads = new AtomicInteger();
		ThreadDict<String, Integer> dict = build(ThreadDict.<String, Integer>builder("machine").reader((key) -> {
			if (reads.incrementAndGet() == 1) {
				throw new OutOfMemoryError("not really");
			}
			return 1;
		}).writer((key, value) -> {
			throw new InternalError("not really");
		}).fatalErrors((error, where) -> fatal.add(error)).ticker(this.ticker));
		dict.append("a", SECOND);
		dict.start();
		this.ticker.awaitSleepers(1);
		assertThat(fatal).hasSize(1);
		this.ticker.advance(SECOND);
		Eventually.holds(() -> dict.containsKey("a"));
		assertThat(catchThrowable(() -> dict.put("a", 2))).isInstanceOf(InternalError.class);
		assertThat(fatal).hasSize(2);
	}

	@Test
	void aThousandErrorsAreKeptAndFurtherOnesAreShared() {
		ThreadDict<Integer, Integer> dict = build(ThreadDict.<Integer, Integer>builder("machine").reader((key) -> {
			throw new IllegalStateException("broken " + key);
		}).ticker(this.ticker));
		for (int key = 0; key < 3000; key++) {
			dict.append(key, SECOND);
		}
		dict.start();
		for (int round = 0; round < 3; round++) {
			this.ticker.awaitSleepers(1);
			Set<Throwable> kept = ConcurrentHashMap.newKeySet();
			dict.entries(3000).values().forEach((reading) -> kept.add(Objects.requireNonNull(reading.lastError())));
			assertThat(kept).hasSizeBetween(DictErrors.OWN, DictErrors.OWN + 1);
			this.ticker.advance(SECOND);
		}
		dict.clear();
		assertThat(dict.entries(10)).isEmpty();
	}

	@Test
	void whoWaitsToWriteCanBeInterrupted() throws InterruptedException {
		CountDownLatch writing = new CountDownLatch(1);
		ThreadDict<String, Integer> dict = build(ThreadDict.<String, Integer>builder("machine").writer((key, value) -> {
			writing.countDown();
			hang();
			return value;
		}));
		try (Crew crew = new Crew(ThreadMode.PLATFORM)) {
			crew.start(() -> dict.put("a", 1));
			writing.await();
			Thread second = crew.start(() -> {
				assertThatIllegalStateException().isThrownBy(() -> dict.put("a", 2))
					.withMessage("Dict 'machine' was interrupted while another thread was writing key 'a'");
				assertThat(Thread.interrupted()).isTrue();
			});
			Thread third = crew.start(() -> dict.remove("a"));
			Eventually.isParked(second);
			Eventually.isParked(third);
			second.interrupt();
			Eventually.holds(() -> !second.isAlive());
			assertThat(dict.get("a")).isNull();
			this.never.countDown();
			crew.join();
		}
		assertThat(dict).isEmpty();
		assertThat(dict.entries(10)).isEmpty();
	}

	/** Fault case 24. */
	@EachThreadMode
	void manyWritersOfAFewKeysLoseNothing(ThreadMode mode) throws InterruptedException {
		int rounds = 5000;
		Map<Integer, AtomicInteger> device = new ConcurrentHashMap<>();
		AtomicInteger doubled = new AtomicInteger();
		ThreadDict<Integer, Integer> dict = build(ThreadDict.<Integer, Integer>builder("machine")
			.reader((key) -> device.computeIfAbsent(key, (same) -> new AtomicInteger()).get())
			.writer((key, value) -> {
				int before = device.computeIfAbsent(key, (same) -> new AtomicInteger()).getAndSet(value);
				if (value != before + 1) {
					doubled.incrementAndGet();
				}
				return value;
			})
			.mode(mode)
			.readers(2));
		for (int key = 0; key < 3; key++) {
			dict.append(key, 0, Duration.ZERO);
		}
		dict.start();
		AtomicInteger interrupted = new AtomicInteger();
		try (Crew crew = new Crew(mode)) {
			crew.start(4, () -> {
				for (int round = 0; round < rounds; round++) {
					if (round % 16 == 0) {
						Thread.currentThread().interrupt();
					}
					try {
						dict.merge(ThreadLocalRandom.current().nextInt(3), 1, Integer::sum);
					}
					catch (IllegalStateException ex) {
						interrupted.incrementAndGet();
					}
					Thread.interrupted();
				}
			});
			crew.join();
		}
		dict.stop();
		assertThat(doubled).hasValue(0);
		assertThat(dict.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(4 * rounds - interrupted.get());
	}

	/** Fault case 25. */
	@EachThreadMode
	void iterationGoesOnWhileKeysComeAndGoAndAreRefreshed(ThreadMode mode) throws InterruptedException {
		ThreadDict<Integer, Integer> dict = build(
				ThreadDict.<Integer, Integer>builder("machine").reader((key) -> key).mode(mode).readers(2));
		for (int key = 0; key < 500; key++) {
			dict.append(key, Duration.ZERO);
		}
		dict.start();
		AtomicBoolean over = new AtomicBoolean();
		try (Crew crew = new Crew(mode)) {
			crew.start(() -> {
				while (!over.get()) {
					int key = ThreadLocalRandom.current().nextInt(250);
					dict.remove(key);
					dict.append(key, Duration.ZERO);
				}
			});
			crew.start(() -> {
				try {
					for (int round = 0; round < 300; round++) {
						dict.forEach((key, value) -> assertThat(value).isEqualTo(key));
						assertThat(dict.entrySet().toArray()).hasSizeBetween(0, 500);
						dict.values().removeIf((value) -> value == 499);
						dict.append(499, Duration.ZERO);
					}
				}
				finally {
					over.set(true);
				}
			});
			crew.join();
		}
		assertThat(dict.stop()).isTrue();
		assertThat(dict.threadKeys()).hasSize(500);
	}

	/** Fault case 26. */
	@EachThreadMode
	void aCloseEndsTenThousandReadsInTime(ThreadMode mode) {
		int readers = (mode == ThreadMode.VIRTUAL) ? 10_000 : 200;
		AtomicInteger calls = new AtomicInteger();
		ThreadDict<Integer, Integer> dict = build(ThreadDict.<Integer, Integer>builder("machine").reader((key) -> {
			calls.incrementAndGet();
			hang(new CountDownLatch(1)); // who leaves a common one would look for himself
											// among all
			return 1;
		}).mode(mode).readers(readers));
		for (int key = 0; key < 10_000; key++) {
			dict.append(key, Duration.ZERO);
		}
		dict.start();
		Eventually.holds(() -> calls.get() == readers);
		long began = System.nanoTime();
		dict.close();
		assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
		assertThat(dict.state()).isEqualTo(DictState.CLOSED);
		assertThat(calls).hasValue(readers);
		assertThat(dict.snapshot().counts().errors()).isZero();
	}

	@EachThreadMode
	void aStopSaysWhatItCouldNotEnd(ThreadMode mode) {
		ThreadDict<String, Integer> dict = build(ThreadDict.<String, Integer>builder("machine").reader((key) -> {
			hangInSpiteOfInterrupts();
			return 1;
		}).mode(mode));
		dict.append("a", Duration.ZERO);
		dict.start();
		Eventually.holds(() -> !dict.left().isEmpty());
		StopOutcome outcome = dict.activity().stop(Duration.ofMillis(20));
		assertThat(outcome.isComplete()).isFalse();
		assertThat(outcome.describe()).isEqualTo("Dict 'machine' still reads [a]");
		assertThat(dict.state()).isEqualTo(DictState.STOPPING);
		this.never.countDown();
		Eventually.holds(() -> dict.state() == DictState.STOPPED);
		assertThat(dict.activity().stop(SECOND).describe()).isEqualTo("Dict 'machine' stopped");
	}

	@Test
	void aStartWithoutAThreadFailsAndCanBeTriedAgain() {
		AtomicBoolean broken = new AtomicBoolean(true);
		ThreadSource source = new ThreadSource() {

			@Override
			public ThreadMode mode() {
				return ThreadMode.PLATFORM;
			}

			@Override
			public Thread newThread(String name, Runnable body) {
				if (broken.get()) {
					throw new IllegalStateException("no thread");
				}
				return ThreadSource.of(ThreadMode.PLATFORM).newThread(name, body);
			}

		};
		ThreadDict<String, Integer> dict = build(
				ThreadDict.<String, Integer>builder("machine").reader((key) -> 1).threads(source));
		dict.append("a", SECOND);
		assertThatIllegalStateException().isThrownBy(dict::start).withMessage("no thread");
		assertThat(dict.state()).isEqualTo(DictState.STOPPED);
		broken.set(false);
		dict.start();
		Eventually.holds(() -> dict.containsKey("a"));
	}

	/** Fault case 15. */
	@EachThreadMode
	void manyStartsAndStopsAtOnceLeaveItStoppedOrStarted(ThreadMode mode) throws InterruptedException {
		Set<String> names = ConcurrentHashMap.newKeySet();
		AtomicInteger reading = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		ThreadDict<String, Integer> dict = build(ThreadDict.<String, Integer>builder("machine").reader((key) -> {
			names.add(Thread.currentThread().getName());
			most.accumulateAndGet(reading.incrementAndGet(), Math::max);
			reading.decrementAndGet();
			return 1;
		}).mode(mode));
		dict.append("a", Duration.ZERO);
		try (Crew crew = new Crew(mode)) {
			for (int i = 0; i < 4; i++) {
				crew.start(() -> {
					for (int round = 0; round < 200; round++) {
						dict.start();
						dict.stop();
					}
				});
			}
			crew.join();
		}
		dict.stop();
		assertThat(dict.state()).isEqualTo(DictState.STOPPED);
		assertThat(most).hasValueLessThanOrEqualTo(1);
		dict.start();
		Eventually.holds(() -> dict.containsKey("a"));
		assertThat(names).allMatch((name) -> name.startsWith("machine-"));
	}

}
