package io.heddle.dict;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.heddle.testing.Crew;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.Eventually;
import io.heddle.testing.ManualTicker;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** The cases of the original, with a clock that the test moves on. */
@Timeout(60)
@ExtendWith(NoLeakedThreads.class)
class ThreadDictTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final ManualTicker ticker = new ManualTicker();

	private final List<ThreadDict<?, ?>> made = new ArrayList<>();

	/** The keys that were read, in order. */
	private final Queue<String> reads = new ConcurrentLinkedQueue<>();

	@AfterEach
	void closeAll() {
		this.made.forEach(ThreadDict::close);
	}

	private <V> ThreadDict.Builder<String, V> builder(Function<String, ? extends @Nullable V> reader) {
		return ThreadDict.<String, V>builder("machine").ticker(this.ticker).reader((key) -> {
			this.reads.add(key);
			return reader.apply(key);
		});
	}

	/** Values are numbered as they are read. */
	private ThreadDict.Builder<String, Integer> counting() {
		AtomicInteger count = new AtomicInteger();
		return builder((key) -> count.incrementAndGet());
	}

	private <V> ThreadDict<String, V> build(ThreadDict.Builder<String, V> builder) {
		ThreadDict<String, V> dict = builder.build();
		this.made.add(dict);
		return dict;
	}

	private <V> ThreadDict<String, V> started(ThreadDict.Builder<String, V> builder) {
		ThreadDict<String, V> dict = build(builder);
		dict.start();
		return dict;
	}

	/** Lets time pass, and waits until the only reader has done what is due. */
	private void pass(Duration time) {
		this.ticker.advance(time);
		this.ticker.awaitSleepers(1);
	}

	/** Lets time pass in small steps until there were that many reads. */
	private void advanceUntil(Duration step, int count) {
		Eventually.holds(() -> {
			this.ticker.advance(step);
			return this.reads.size() >= count;
		});
		this.ticker.awaitSleepers(1);
	}

	private static Duration millis(long millis) {
		return Duration.ofMillis(millis);
	}

	/** T109. */
	@EachThreadMode
	void theExampleOfTheSeedIsTrue(ThreadMode mode) {
		Queue<String> written = new ConcurrentLinkedQueue<>();
		Map<String, String> device = new ConcurrentHashMap<>();
		ThreadDict<String, String> dict = started(
				builder((String key) -> this.ticker.nanos() / 1_000_000_000 + ":" + device.getOrDefault(key, "Empty!"))
					.mode(mode)
					.writer((key, value) -> {
						written.add(value + "→" + key);
						device.put(key, value);
						return "written " + value;
					}));
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> dict.require("test"))
			.withMessage("Dict 'machine' has no value for key 'test'");
		dict.append("test", Duration.ofSeconds(3));
		this.ticker.awaitSleepers(1);
		assertThat(dict.require("test")).isEqualTo("0:Empty!");
		pass(Duration.ofSeconds(3));
		assertThat(dict).containsEntry("test", "3:Empty!");
		assertThat(dict.put("test", "10")).isEqualTo("3:Empty!");
		assertThat(written).containsExactly("10→test");
		assertThat(dict).containsEntry("test", "written 10");
		pass(Duration.ofSeconds(3));
		assertThat(dict).containsEntry("test", "6:10");
		assertThat(this.reads).hasSize(3);
	}

	/** T110. */
	@Test
	void anAppendedKeyHasNoValueOrTheInitialOneUntilItIsRead() {
		ThreadDict<String, Integer> dict = build(counting());
		dict.append("a", SECOND);
		dict.append("b", 7, SECOND);
		assertThat(dict.get("a")).isNull();
		assertThat(dict).doesNotContainKey("a").hasSize(1).containsEntry("b", 7);
		assertThat(dict.threadKeys()).containsExactlyInAnyOrder("a", "b");
		assertThat(dict.entry("a")).isEqualTo(new Reading<>(null, null, null, SECOND, null));
		dict.append("b", 8, SECOND);
		assertThat(dict).containsEntry("b", 7);
		dict.start();
		this.ticker.awaitSleepers(1);
		assertThat(dict).containsEntry("a", 1).containsEntry("b", 2);
	}

	/** T112. */
	@Test
	void aKeyWithoutAPeriodIsReadAgainWhenTheOthersHadTheirTurn() {
		ThreadDict<String, Integer> dict = build(counting());
		dict.append("a", Duration.ZERO);
		dict.append("b", Duration.ZERO);
		dict.append("c", SECOND);
		dict.start();
		this.ticker.awaitSleepers(1);
		assertThat(this.reads).containsExactly("a", "b", "c");
		pass(millis(1));
		pass(millis(1));
		assertThat(this.reads).containsExactly("a", "b", "c", "a", "b", "a", "b");
	}

	/** T112. */
	@Test
	void aReaderRestsBetweenTwoReads() {
		ThreadDict<String, Integer> dict = build(counting().timewait(millis(100)));
		dict.append("a", Duration.ZERO);
		dict.append("b", Duration.ZERO);
		dict.start();
		this.ticker.awaitSleepers(1);
		assertThat(this.reads).containsExactly("a");
		pass(millis(99));
		assertThat(this.reads).hasSize(1);
		pass(millis(1));
		assertThat(this.reads).containsExactly("a", "b");
		dict.setTimewait(millis(10));
		assertThat(dict.getTimewait()).isEqualTo(millis(10));
		advanceUntil(millis(5), 3);
		assertThat(this.reads).containsExactly("a", "b", "a");
		dict.setTimewait(Duration.ZERO);
		advanceUntil(millis(1), 4);
	}

	@Test
	void eachReaderRestsForItself() {
		ThreadDict<String, Integer> dict = build(counting().timewait(millis(100)).readers(2));
		for (String key : List.of("a", "b", "c")) {
			dict.append(key, Duration.ZERO);
		}
		dict.start();
		Eventually.holds(() -> this.reads.size() == 2);
		this.ticker.awaitSleepers(2);
		this.ticker.advance(millis(100));
		Eventually.holds(() -> this.reads.size() == 4);
		this.ticker.awaitSleepers(2);
		this.ticker.advance(millis(99));
		assertThat(this.reads).hasSize(4);
	}

	/** T113. */
	@Test
	void aKeyThatIsOnlyWrittenIsNotPolled() {
		ThreadDict<String, Integer> dict = started(counting().writer((key, value) -> value * 10));
		assertThat(dict.put("other", 5)).isNull();
		assertThat(dict).containsEntry("other", 50);
		assertThat(dict.threadKeys()).isEmpty();
		assertThat(dict.entry("other").period()).isNull();
		this.ticker.advance(Duration.ofHours(1));
		assertThat(this.reads).isEmpty();
	}

	/** T115. */
	@Test
	void withoutThreadsEachGetReads() {
		ThreadDict<String, Integer> dict = started(counting().threaded(false));
		assertThat(dict.isAlive()).isFalse();
		assertThat(dict.get("x")).isEqualTo(1);
		assertThat(dict.get("x")).isEqualTo(2);
		assertThat(dict.require("x")).isEqualTo(3);
		assertThat(dict.getOrDefault("x", 9)).isEqualTo(4);
		dict.append("x", SECOND);
		assertThat(dict.threadKeys()).containsExactly("x");
		assertThat(dict.entry("x").period()).isEqualTo(SECOND);
		assertThat(dict.values()).containsExactly(4);
		assertThat(dict.stop()).isTrue();
	}

	/** T116. */
	@Test
	void withoutReaderAndWriterItIsAnOrdinaryMap() {
		ThreadDict<String, Integer> dict = started(
				ThreadDict.<String, Integer>builder("plain").initial(Map.of("a", 1, "b", 2)));
		assertThat(dict).isEqualTo(Map.of("a", 1, "b", 2)).hasSameHashCodeAs(Map.of("a", 1, "b", 2));
		assertThat(dict.remove("a")).isEqualTo(1);
		assertThat(dict.remove("a")).isNull();
		assertThat(dict).hasToString("{b=2}");
		assertThat(dict.isAlive()).isFalse();
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> dict.require("a"));
		assertThatIllegalStateException().isThrownBy(() -> dict.read("b"))
			.withMessage("Dict 'plain' cannot read key 'b': it has no reader, give it one");
		assertThatIllegalStateException().isThrownBy(() -> dict.append("b", SECOND))
			.withMessage("Dict 'plain' cannot refresh key 'b': it has no reader, give it one");
	}

	/** T118. */
	@Test
	void afterAReadErrorTheLastGoodValueStays() {
		ThreadDict<String, Integer> dict = build(failing(OnReadError.KEEP));
		start(dict);
		assertThat(dict).containsEntry("bad", 1).containsEntry("good", 2);
		pass(SECOND);
		assertThat(dict).containsEntry("bad", 1).containsEntry("good", 4);
		Reading<Integer> bad = dict.entry("bad");
		assertThat(bad.lastError()).hasMessage("broken");
		assertThat(bad.age()).isEqualTo(SECOND);
		assertThat(bad.updatedAt()).isEqualTo(ManualTicker.BEGIN);
		pass(SECOND);
		assertThat(dict).containsEntry("bad", 5);
		assertThat(dict.entry("bad"))
			.isEqualTo(new Reading<>(5, ManualTicker.BEGIN.plusSeconds(2), Duration.ZERO, SECOND, null));
		assertThat(this.reads).hasSize(6);
	}

	/** T118. */
	@Test
	void aReadErrorMayBecomeTheValue() {
		ThreadDict<String, Integer> dict = build(failing(OnReadError.STORE));
		start(dict);
		pass(SECOND);
		Map<String, ?> values = dict;
		assertThat(values.get("bad")).isInstanceOfSatisfying(IllegalStateException.class,
				(error) -> assertThat(error).hasMessage("broken"));
		pass(SECOND);
		assertThat(dict).containsEntry("bad", 5);
	}

	/** T118. */
	@Test
	void aReadErrorMayTakeTheValueAway() {
		ThreadDict<String, Integer> dict = build(failing(OnReadError.REMOVE));
		start(dict);
		pass(SECOND);
		assertThat(dict).doesNotContainKey("bad").containsKey("good");
		assertThat(dict.threadKeys()).contains("bad");
		assertThat(dict.entry("bad").age()).isNull();
		pass(SECOND);
		assertThat(dict).containsEntry("bad", 5);
	}

	@Test
	void nothingIsLeftOfAKeyThatAReadErrorTakesAway() {
		ThreadDict<String, Integer> dict = build(failing(OnReadError.REMOVE));
		dict.read("bad");
		dict.read("bad");
		assertThatIllegalStateException().isThrownBy(() -> dict.read("bad"));
		assertThat(dict.entryCount()).isZero();
		assertThat(dict.read("bad")).isEqualTo(4);
		assertThat(dict).containsEntry("bad", 4);
	}

	/** The second read of key 'bad' fails. */
	private ThreadDict.Builder<String, Integer> failing(OnReadError onReadError) {
		AtomicInteger count = new AtomicInteger();
		return builder((String key) -> {
			int number = count.incrementAndGet();
			if (key.equals("bad") && number == 3) {
				throw new IllegalStateException("broken");
			}
			return number;
		}).onReadError(onReadError);
	}

	private void start(ThreadDict<String, Integer> dict) {
		dict.append("bad", SECOND);
		dict.append("good", SECOND);
		dict.start();
		this.ticker.awaitSleepers(1);
	}

	/** T119. */
	@Test
	void whatTheWriterThrowsIsThrownAndChangesNothing() {
		IllegalStateException broken = new IllegalStateException("broken");
		ThreadDict<String, Integer> dict = build(counting().initial(Map.of("a", 1)).writer((key, value) -> {
			throw broken;
		}));
		assertThatIllegalStateException().isThrownBy(() -> dict.put("a", 2)).isSameAs(broken);
		assertThatIllegalStateException().isThrownBy(() -> dict.put("b", 2)).isSameAs(broken);
		assertThat(dict).isEqualTo(Map.of("a", 1));
		assertThat(dict.entries(10)).containsOnlyKeys("a");
	}

	/** T121. */
	@Test
	void anotherPeriodCountsFromTheLastTime() {
		ThreadDict<String, Integer> dict = started(counting());
		dict.append("a", Duration.ofSeconds(10));
		this.ticker.awaitSleepers(1);
		pass(Duration.ofSeconds(4));
		dict.append("a", Duration.ofSeconds(5));
		assertThat(dict.entry("a").period()).isEqualTo(Duration.ofSeconds(5));
		advanceUntil(millis(100), 2);
		dict.append("a", Duration.ofDays(1));
		pass(Duration.ofHours(23));
		assertThat(this.reads).hasSize(2);
		dict.append("a", SECOND);
		advanceUntil(millis(100), 3);
	}

	/** T122. */
	@EachThreadMode
	void aStopEndsWithTheReadThatGoesOnAndAStartGoesOnWithTheNextKey(ThreadMode mode) throws Exception {
		CountDownLatch reading = new CountDownLatch(1);
		CountDownLatch end = new CountDownLatch(1);
		ThreadDict<String, Integer> dict = build(builder((String key) -> {
			if (key.equals("b")) {
				reading.countDown();
				await(end);
			}
			return 1;
		}).mode(mode));
		for (String key : List.of("a", "b", "c")) {
			dict.append(key, Duration.ZERO);
		}
		dict.start();
		assertThat(dict.isAlive()).isTrue();
		reading.await();
		try (Crew crew = new Crew(mode)) {
			crew.start(() -> assertThat(dict.stop()).isTrue());
			Eventually.holds(() -> dict.state() == DictState.STOPPING);
			end.countDown();
			crew.join();
		}
		assertThat(dict.isAlive()).isFalse();
		assertThat(dict.stop()).isTrue();
		assertThat(this.reads).containsExactly("a", "b");
		dict.start();
		dict.start();
		this.ticker.awaitSleepers(1);
		assertThat(this.reads).containsExactly("a", "b", "c");
		pass(millis(1));
		assertThat(this.reads).containsExactly("a", "b", "c", "a", "b", "c");
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** T122. */
	@EachThreadMode
	void aStopInAReaderDoesNotWaitForItself(ThreadMode mode) {
		AtomicInteger answers = new AtomicInteger();
		List<ThreadDict<String, Integer>> self = new ArrayList<>();
		ThreadDict<String, Integer> dict = build(builder((String key) -> {
			answers.addAndGet(self.get(0).stop() ? 10 : 1);
			return 1;
		}).mode(mode));
		self.add(dict);
		dict.append("a", Duration.ZERO);
		dict.start();
		Eventually.holds(() -> dict.state() == DictState.STOPPED);
		assertThat(answers).hasValue(1);
		assertThat(dict).containsEntry("a", 1);
		assertThat(this.reads).hasSize(1);
	}

	/** T124. */
	@Test
	void theDelayPostponesThePollingAndNotTheCaller() {
		ThreadDict<String, Integer> dict = build(counting().delay(Duration.ofSeconds(5)));
		dict.append("a", SECOND);
		for (int start = 0; start < 2; start++) {
			this.reads.clear();
			dict.start();
			this.ticker.awaitSleepers(1);
			pass(millis(4999));
			assertThat(this.reads).isEmpty();
			pass(millis(1));
			assertThat(this.reads).hasSize(1);
			dict.stop();
		}
	}

	/** T125. */
	@Test
	void cyclesAreCountedAndTimed() {
		ThreadDict<String, Integer> dict = build(builder((String key) -> {
			this.ticker.advance(millis(10));
			return 1;
		}));
		assertThat(dict.getLastUpdate()).isNull();
		assertThat(dict.getLastCycleStart()).isNull();
		assertThat(dict.getCycleAverage()).isZero();
		dict.append("a", SECOND);
		dict.append("b", SECOND);
		dict.append("c", Duration.ofSeconds(2));
		dict.start();
		this.ticker.awaitSleepers(1);
		assertThat(dict.getCycleCount()).isEqualTo(1);
		assertThat(dict.getCycleAverage()).isEqualTo(millis(30));
		assertThat(dict.getLastCycleStart()).isEqualTo(ManualTicker.BEGIN);
		assertThat(dict.getLastUpdate()).isEqualTo(ManualTicker.BEGIN.plusMillis(30));
		pass(millis(970));
		assertThat(dict.getCycleCount()).isEqualTo(1);
		Instant secondCycle = dict.getLastCycleStart();
		assertThat(secondCycle).isEqualTo(ManualTicker.BEGIN.plusSeconds(1));
		pass(millis(980));
		assertThat(dict.getCycleCount()).isEqualTo(2);
		assertThat(dict.getLastUpdate()).isEqualTo(ManualTicker.BEGIN.plusMillis(2030));
	}

	/** T127. */
	@EachThreadMode
	void aSlowKeyDoesNotDelayAnother(ThreadMode mode) {
		CountDownLatch reading = new CountDownLatch(1);
		CountDownLatch end = new CountDownLatch(1);
		ThreadDict<String, Integer> dict = build(builder((String key) -> {
			if (key.equals("z")) {
				reading.countDown();
				await(end);
			}
			return 1;
		}).readers(2).mode(mode));
		dict.append("z", millis(50));
		dict.append("a", millis(50));
		dict.start();
		Eventually.holds(() -> reading.getCount() == 0 && this.reads.size() == 2);
		for (int time = 1; time <= 20; time++) {
			this.ticker.awaitSleepers(1);
			this.ticker.advance(millis(50));
			int expected = 2 + time;
			Eventually.holds(() -> this.reads.size() == expected);
		}
		assertThat(this.reads).containsOnlyOnce("z");
		end.countDown();
	}

	/** T128. */
	@Test
	void aMissingKeyGetsAValueFromTheFactory() {
		AtomicInteger calls = new AtomicInteger();
		ThreadDict<String, String> dict = started(builder((String key) -> "read").defaultFactory((key) -> {
			calls.incrementAndGet();
			return key.equals("none") ? null : "default of " + key;
		}).writer((key, value) -> "written"));
		assertThat(dict.get("a")).isEqualTo("default of a");
		assertThat(dict.get("a")).isEqualTo("default of a");
		assertThat(dict.getOrDefault("b", "")).isEqualTo("default of b");
		assertThat(dict.get("none")).isNull();
		assertThat(calls).hasValue(3);
		assertThat(dict).containsOnlyKeys("a", "b");
		assertThat(dict.threadKeys()).isEmpty();
		assertThat(dict.entries(10)).containsOnlyKeys("a", "b");
	}

	/** T128. */
	@Test
	void suchAKeyMayBePolled() {
		ThreadDict<String, String> dict = started(
				builder((String key) -> "read").defaultFactory((key) -> "default").pollDefaults(SECOND));
		assertThat(dict.require("a")).isIn("default", "read");
		this.ticker.awaitSleepers(1);
		assertThat(dict).containsEntry("a", "read");
		assertThat(dict.threadKeys()).containsExactly("a");
	}

	@Test
	void timesThatHavePassedAreLeftOutAndThePhaseIsKept() {
		ThreadDict<String, Integer> dict = started(counting());
		dict.append("a", SECOND);
		this.ticker.awaitSleepers(1);
		pass(Duration.ofDays(1).plusMillis(300));
		assertThat(this.reads).hasSize(2);
		pass(millis(699));
		assertThat(this.reads).hasSize(2);
		pass(millis(1));
		assertThat(this.reads).hasSize(3);
		assertThat(dict.snapshot().counts().skipped()).isEqualTo(86_399);
	}

	@Test
	void aKeyThatIsAppendedIsReadAtOnceThoughOthersAreNotDue() {
		ThreadDict<String, Integer> dict = started(counting());
		dict.append("a", Duration.ofDays(1));
		this.ticker.awaitSleepers(1);
		dict.append("b", Duration.ofDays(1));
		Eventually.holds(() -> dict.containsKey("b"));
	}

	@Test
	void aReadNowIsStoredAndItsErrorThrown() {
		AtomicInteger count = new AtomicInteger();
		ThreadDict<String, Integer> dict = build(builder((String key) -> {
			if (count.incrementAndGet() == 3) {
				throw new IllegalStateException("broken");
			}
			return count.get();
		}));
		assertThat(dict.read("a")).isEqualTo(1);
		assertThat(dict.read("a")).isEqualTo(2);
		assertThatIllegalStateException().isThrownBy(() -> dict.read("a")).withMessage("broken");
		assertThat(dict).containsEntry("a", 2);
		assertThat(dict.entry("a").lastError()).hasMessage("broken");
		count.set(2);
		assertThatIllegalStateException().isThrownBy(() -> dict.read("b"));
		assertThat(dict.entries(10)).containsOnlyKeys("a");
	}

	@Test
	void aReaderWithoutAValueLeavesTheLastOne() {
		AtomicInteger count = new AtomicInteger();
		ThreadDict<String, Integer> dict = started(
				builder((String key) -> (count.incrementAndGet() == 2) ? null : count.get()));
		dict.append("a", SECOND);
		this.ticker.awaitSleepers(1);
		pass(SECOND);
		assertThat(dict).containsEntry("a", 1);
		assertThat(dict.entry("a").age()).isEqualTo(SECOND);
		assertThat(dict.snapshot().counts().reads()).isEqualTo(2);
		assertThat(dict.read("a")).isEqualTo(3);
	}

	@Test
	void anUnknownKeyHasAnEmptyEntry() {
		ThreadDict<String, Integer> dict = build(counting());
		assertThat(dict.entry("a")).isEqualTo(new Reading<>(null, null, null, null, null));
		assertThat(dict.entries(10)).isEmpty();
	}

	@Test
	void aRemovedKeyIsNotReadAnyMore() {
		ThreadDict<String, Integer> dict = started(counting());
		for (String key : List.of("a", "b", "c", "d", "e", "f")) {
			dict.append(key, SECOND);
		}
		Eventually.holds(() -> dict.size() == 6);
		this.ticker.awaitSleepers(1);
		assertThat(dict.remove("a")).isNotNull();
		assertThat(dict.remove("b", dict.get("b"))).isTrue();
		dict.keySet().remove("c");
		dict.values().remove(dict.get("d"));
		dict.computeIfPresent("e", (key, value) -> null);
		assertThat(dict.threadKeys()).containsExactly("f");
		this.reads.clear();
		pass(SECOND);
		assertThat(this.reads).containsExactly("f");
		dict.clear();
		assertThat(dict.threadKeys()).isEmpty();
		assertThat(dict.snapshot().counts().polled()).isZero();
		this.ticker.advance(SECOND);
		assertThat(this.reads).hasSize(1);
	}

	@Test
	void listenersHearOfValuesThatHaveBecomeOthers() {
		AtomicInteger value = new AtomicInteger(1);
		Queue<String> changes = new ConcurrentLinkedQueue<>();
		ThreadDict<String, Integer> dict = started(builder((String key) -> value.get()));
		DictListener<String, Integer> listener = (key, before, now) -> changes.add(key + before + now);
		dict.addListener((key, before, now) -> {
			throw new IllegalStateException("broken");
		});
		dict.addListener(listener);
		dict.append("a", SECOND);
		this.ticker.awaitSleepers(1);
		pass(SECOND);
		value.set(2);
		pass(SECOND);
		dict.put("a", 2);
		dict.put("a", 3);
		dict.remove("a");
		assertThat(changes).containsExactly("anull1", "a12", "a23", "a3null");
		dict.removeListener(listener);
		dict.put("a", 4);
		assertThat(changes).hasSize(4);
		assertThat(dict.snapshot().counts().changes()).isEqualTo(5);
	}

	@Test
	void aKeyThatItsWriterChangesAgainIsAClearError() {
		List<ThreadDict<String, Integer>> self = new ArrayList<>();
		ThreadDict<String, Integer> dict = build(counting().defaultFactory((key) -> 5).writer((key, value) -> {
			assertThat(self.get(0).get(key)).isNull();
			self.get(0).put("other" + key.length(), 1);
			return self.get(0).put(key, value);
		}));
		self.add(dict);
		assertThatIllegalStateException().isThrownBy(() -> dict.put("a", 1)).withMessageContaining("changing it");
		ThreadDict<String, Integer> other = build(counting());
		assertThatIllegalStateException()
			.isThrownBy(() -> other.compute("a", (key, value) -> other.merge(key, 1, Integer::sum)))
			.withMessage("Dict 'machine' is asked to change key 'a' by the function or writer that is changing it at "
					+ "this moment: return the value instead");
	}

	/** Fault case 24. */
	@Test
	void aReadInTheMiddleOfAWriteIsNotStored() {
		List<ThreadDict<String, Integer>> self = new ArrayList<>();
		ThreadDict<String, Integer> dict = build(
				builder((String key) -> 50).initial(Map.of("a", 1)).writer((key, value) -> {
					assertThat(self.get(0).read(key)).isEqualTo(50);
					assertThat(self.get(0)).containsEntry(key, 1);
					return value;
				}));
		self.add(dict);
		assertThat(dict.merge("a", 1, Integer::sum)).isEqualTo(2);
		assertThat(dict).containsEntry("a", 2);
		assertThat(dict.snapshot().counts().outdated()).isEqualTo(1);
	}

	@Test
	void whatIsClosedIsNotStartedAgain() {
		ThreadDict<String, Integer> dict = started(counting());
		dict.append("a", SECOND);
		this.ticker.awaitSleepers(1);
		dict.close();
		dict.close();
		assertThat(dict.state()).isEqualTo(DictState.CLOSED);
		assertThat(dict).containsEntry("a", 1);
		assertThatIllegalStateException().isThrownBy(dict::start)
			.withMessage("Dict 'machine' has been closed: build another one");
		assertThat(dict.stop()).isTrue();
	}

	@Test
	void settingsOfAStartAreTakenFromThePresentOnes() {
		CountDownLatch end = new CountDownLatch(1);
		ThreadDict<String, Integer> dict = build(builder((String key) -> {
			await(end);
			return 1;
		}));
		for (String key : List.of("a", "b", "c")) {
			dict.append(key, SECOND);
		}
		dict.configure((spec) -> spec.readers(3));
		dict.start();
		Eventually.holds(() -> this.reads.size() == 3);
		end.countDown();
		assertThat(dict.stop()).isTrue();
		assertThatIllegalArgumentException().isThrownBy(() -> dict.configure((spec) -> ThreadDictSpec.of("other")))
			.withMessage("Dict 'machine' cannot be renamed to 'other'");
	}

	@Test
	void partsThatDoNotFitAreRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ThreadDict.<String, String>builder("x").pollDefaults(SECOND).build())
			.withMessage("'pollDefaults' of dict 'x' needs a default factory and a reader");
		ThreadDict<String, Integer> dict = build(counting());
		assertThatIllegalArgumentException().isThrownBy(() -> dict.append("a", millis(-1)))
			.withMessage("The period of key 'a' in dict 'machine' must be 0 or more but was PT-0.001S");
	}

}
