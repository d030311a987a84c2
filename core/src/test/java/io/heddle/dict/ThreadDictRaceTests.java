package io.heddle.dict;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.testing.Crew;
import io.heddle.testing.Eventually;
import io.heddle.testing.ManualTicker;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** What comes in between, step by step. */
@Timeout(60)
@ExtendWith(NoLeakedThreads.class)
class ThreadDictRaceTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private static final Duration HOUR = Duration.ofHours(1);

	private final ManualTicker ticker = new ManualTicker();

	private final List<ThreadDict<?, ?>> made = new ArrayList<>();

	@AfterEach
	void closeAll() {
		this.made.forEach(ThreadDict::close);
	}

	private <K, V> ThreadDict<K, V> build(ThreadDict.Builder<K, V> builder) {
		ThreadDict<K, V> dict = builder.ticker(this.ticker).build();
		this.made.add(dict);
		return dict;
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("interrupted", ex);
		}
	}

	/** Makes threads, except those of a watch while it is refused. */
	private static final class Source implements ThreadSource {

		private final Queue<Thread> watches = new ConcurrentLinkedQueue<>();

		private final AtomicBoolean refuses = new AtomicBoolean();

		@Override
		public ThreadMode mode() {
			return ThreadMode.PLATFORM;
		}

		@Override
		public Thread newThread(String name, Runnable body) {
			Thread thread = ThreadSource.of(ThreadMode.PLATFORM).newThread(name, body);
			if (name.contains("-watch")) {
				if (this.refuses.get()) {
					throw new IllegalStateException("no thread");
				}
				this.watches.add(thread);
			}
			return thread;
		}

	}

	@Test
	void aStopThatLosesAgainstAStartInterruptsNothingAndHidesNoErrors() throws InterruptedException {
		CountDownLatch reading = new CountDownLatch(1);
		CountDownLatch go = new CountDownLatch(1);
		ThreadDict<String, Integer> dict = build(ThreadDict.<String, Integer>builder("machine").reader((key) -> {
			reading.countDown();
			await(go);
			throw new IllegalStateException("broken");
		}));
		dict.append("a", SECOND);
		dict.start();
		reading.await();
		try (Crew crew = new Crew(ThreadMode.PLATFORM)) {
			Thread stopping = crew.start(() -> {
				assertThat(dict.stop(HOUR)).isFalse();
				assertThat(Thread.interrupted()).isTrue();
			});
			Eventually.isParked(stopping);
			dict.start();
			stopping.interrupt();
			crew.join();
		}
		go.countDown();
		Eventually.holds(() -> dict.entry("a").lastError() != null);
		assertThat(dict.entry("a").lastError()).hasMessage("broken");
	}

	@Test
	void aReadThatCannotBeWatchedHasFailed() {
		Source source = new Source();
		source.refuses.set(true);
		AtomicInteger reads = new AtomicInteger();
		ThreadDict<String, Integer> dict = build(ThreadDict.<String, Integer>builder("machine")
			.reader((key) -> reads.incrementAndGet())
			.threads(source)
			.readTimeout(SECOND));
		dict.append("a", HOUR);
		dict.start();
		Eventually.holds(() -> dict.entry("a").lastError() != null);
		assertThat(dict.entry("a").lastError()).hasMessage("no thread");
		assertThat(reads).hasValue(0);
		source.refuses.set(false);
		this.ticker.awaitSleepers(1);
		this.ticker.advance(HOUR);
		Eventually.holds(() -> dict.containsKey("a"));
		this.ticker.awaitSleepers(2);
		this.ticker.advance(SECOND);
		Eventually.holds(() -> source.watches.stream().noneMatch(Thread::isAlive));
		assertThat(dict.entry("a").lastError()).isNull();
	}

	@Test
	void aStopInAReaderEndsItsWatch() {
		Source source = new Source();
		List<ThreadDict<String, Integer>> dicts = new ArrayList<>();
		dicts.add(build(ThreadDict.<String, Integer>builder("machine")
			.reader((key) -> dicts.get(0).stop() ? 1 : 2)
			.threads(source)
			.readTimeout(HOUR)));
		dicts.get(0).append("a", SECOND);
		dicts.get(0).start();
		Eventually.holds(() -> dicts.get(0).state() == DictState.STOPPED);
		assertThat(source.watches).hasSize(1);
		Eventually.holds(() -> source.watches.stream().noneMatch(Thread::isAlive));
		assertThat(dicts.get(0)).containsEntry("a", 2);
	}

	/** And drops no refresh, and not what is stored. */
	@Test
	void whatChangesNothingDoesNotWaitForAWriter() throws Exception {
		CountDownLatch writing = new CountDownLatch(1);
		CountDownLatch gate = new CountDownLatch(1);
		ThreadDict<String, Integer> dict = build(
				ThreadDict.<String, Integer>builder("machine").reader((key) -> 0).writer((key, value) -> {
					writing.countDown();
					await(gate);
					return value;
				}).initial(Map.of("a", 1)));
		try (Crew crew = new Crew(ThreadMode.PLATFORM)) {
			crew.start(() -> dict.put("a", 2));
			crew.start(() -> dict.put("b", 2));
			writing.await();
			Eventually.holds(() -> dict.entryCount() == 2);
			assertThat(dict.putIfAbsent("a", 3)).isEqualTo(1);
			assertThat(dict.replace("a", 3, 4)).isFalse();
			assertThat(dict.remove("a", 3)).isFalse();
			assertThat(dict.replace("b", 3)).isNull();
			assertThat(dict.computeIfPresent("b", (key, value) -> 3)).isNull();
			gate.countDown();
			crew.join(Duration.ofSeconds(10), dict::size);
		}
		assertThat(dict).containsEntry("a", 2).containsEntry("b", 2);
	}

	@Test
	void aListenerOfATimeOutCanStopWithoutWaitingForItself() {
		CountDownLatch never = new CountDownLatch(1);
		CountDownLatch stopped = new CountDownLatch(1);
		ThreadDict<String, Integer> dict = build(ThreadDict.<String, Integer>builder("machine").reader((key) -> {
			await(never);
			return 1;
		}).readTimeout(SECOND).onReadError(OnReadError.REMOVE));
		dict.addListener((key, before, now) -> {
			if (now == null) {
				dict.stop(HOUR);
				stopped.countDown();
			}
		});
		dict.append("a", 0, HOUR);
		dict.start();
		this.ticker.awaitSleepers(1);
		this.ticker.advance(SECOND);
		Eventually.holds(() -> stopped.getCount() == 0);
	}

	@Test
	void anInterruptByAListenerDoesNotMeetTheNextRead() {
		Queue<Boolean> interrupts = new ConcurrentLinkedQueue<>();
		ThreadDict<String, Integer> dict = build(ThreadDict.<String, Integer>builder("machine").reader((key) -> {
			interrupts.add(Thread.currentThread().isInterrupted());
			return 1;
		}));
		dict.addListener((key, before, now) -> Thread.currentThread().interrupt());
		dict.append("a", HOUR);
		dict.append("b", HOUR);
		dict.start();
		Eventually.holds(() -> interrupts.size() == 2);
		assertThat(interrupts).containsOnly(false);
	}

	/** Fault case 23. */
	@Test
	void aReadOfAMissingKeyDoesNotBringBackWhatWasRemovedMeanwhile() {
		List<ThreadDict<String, Integer>> dicts = new ArrayList<>();
		dicts.add(build(ThreadDict.<String, Integer>builder("machine").reader((key) -> {
			dicts.get(0).put(key, 2);
			dicts.get(0).remove(key);
			return 1;
		})));
		assertThat(dicts.get(0).read("a")).isEqualTo(1);
		assertThat(dicts.get(0)).isEmpty();
	}

	@Test
	void aKeyThatIsAppendedBehindItsRemovalIsPolled() throws InterruptedException {
		CountDownLatch computing = new CountDownLatch(1);
		CountDownLatch go = new CountDownLatch(1);
		ThreadDict<String, Integer> dict = build(ThreadDict.<String, Integer>builder("machine").reader((key) -> 1));
		dict.put("a", 0);
		try (Crew crew = new Crew(ThreadMode.PLATFORM)) {
			crew.start(() -> dict.compute("a", (key, before) -> {
				computing.countDown();
				await(go);
				return null;
			}));
			computing.await();
			Thread appending = crew.start(() -> dict.append("a", 5, SECOND));
			Eventually.isParked(appending);
			go.countDown();
			crew.join();
		}
		assertThat(dict).containsEntry("a", 5);
		assertThat(dict.threadKeys()).containsExactly("a");
	}

	@Test
	void aDefaultThatIsRemovedAtOnceIsNotPolled() {
		ThreadDict<String, Integer> dict = build(ThreadDict.<String, Integer>builder("machine")
			.reader((key) -> 1)
			.defaultFactory((key) -> 0)
			.pollDefaults(SECOND));
		dict.addListener((key, before, now) -> dict.remove(key));
		assertThat(dict.get("a")).isEqualTo(0);
		assertThat(dict.threadKeys()).isEmpty();
		assertThat(dict.entryCount()).isZero();
	}

	@Test
	void anAppendThatFailsLeavesNothingBehind() {
		ThreadDict<String, Integer> dict = build(ThreadDict.<String, Integer>builder("machine").reader((key) -> 1));
		dict.compute("a", (key, before) -> {
			assertThatIllegalStateException().isThrownBy(() -> dict.append("a", 5, SECOND));
			return null;
		});
		assertThat(dict.threadKeys()).isEmpty();
	}

	@Test
	void aKeyThatBreaksWhileItIsWrittenCanBeWrittenAgain() {
		AtomicBoolean broken = new AtomicBoolean();
		final class Key {

			@Override
			public int hashCode() {
				if (broken.get()) {
					throw new IllegalStateException("broken");
				}
				return 1;
			}

		}
		Key key = new Key();
		ThreadDict<Key, Integer> dict = build(ThreadDict.<Key, Integer>builder("machine").writer((same, value) -> {
			broken.set(value == 1);
			return value;
		}));
		assertThatIllegalStateException().isThrownBy(() -> dict.put(key, 1)).withMessage("broken");
		broken.set(false);
		dict.put(key, 2);
		assertThat(dict).containsEntry(key, 2);
	}

	@Test
	void aKeyThatIsNotThereIsRemovedWithoutAnUpdate() {
		ThreadDict<String, Integer> dict = build(ThreadDict.<String, Integer>builder("machine"));
		dict.remove("a");
		assertThat(dict.getLastUpdate()).isNull();
	}

}
