package io.heddle.dict;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Which key is read when; times are milliseconds. */
class PollQueueTests {

	private static final long MILLI = 1_000_000;

	private final DictCounts counts = new DictCounts();

	private final PollQueue<String> queue = new PollQueue<>(this.counts, 0);

	private final Map<String, Cell<String>> cells = new HashMap<>();

	@BeforeEach
	void open() {
		this.queue.open(0, 1);
	}

	private Cell<String> cell(String key) {
		return this.cells.computeIfAbsent(key, (same) -> new Cell<>(same, 0));
	}

	private void add(String key, long period, long now) {
		this.queue.add(cell(key), period * MILLI, now * MILLI);
	}

	private @Nullable Cell<String> poll(long now) {
		return this.queue.poll(now * MILLI);
	}

	/** Reads all that is due, without taking any time. */
	private List<String> read(long now) {
		List<String> keys = new ArrayList<>();
		for (Cell<String> cell = poll(now); cell != null; cell = poll(now)) {
			keys.add(cell.key);
			this.queue.finished(cell, now * MILLI);
		}
		return keys;
	}

	/** When it will look again. */
	private long first() {
		return this.queue.firstNanos() / MILLI;
	}

	@Test
	void aNewKeyIsDueAtOnceAndThenEachPeriodWithoutDrift() {
		add("a", 100, 7);
		assertThat(read(7)).containsExactly("a");
		assertThat(read(106)).isEmpty();
		assertThat(read(110)).containsExactly("a");
		assertThat(read(206)).isEmpty();
		assertThat(read(207)).containsExactly("a");
		assertThat(this.counts.lateNanos()).isEqualTo(3 * MILLI);
	}

	@Test
	void whatHasPassedIsLeftOut() {
		add("a", 100, 0);
		read(0);
		Cell<String> cell = poll(100);
		assertThat(cell).isNotNull();
		this.queue.finished(cell("a"), 460 * MILLI);
		assertThat(this.counts.skipped()).isEqualTo(3);
		assertThat(read(499)).isEmpty();
		assertThat(read(500)).containsExactly("a");
	}

	@Test
	void withoutAPeriodItIsDueAMillisecondLaterBehindTheOthers() {
		add("a", 0, 0);
		add("b", 0, 0);
		add("c", 1000, 0);
		assertThat(read(0)).containsExactly("a", "b", "c");
		assertThat(read(1)).containsExactly("a", "b");
		Cell<String> slow = poll(2);
		this.queue.finished(cell("a"), 9 * MILLI);
		assertThat(slow).isSameAs(cell("a"));
		assertThat(read(10)).containsExactly("b", "a");
	}

	@Test
	void anotherPeriodCountsFromTheLastTime() {
		add("a", 10_000, 0);
		read(0);
		add("a", 5000, 4000);
		assertThat(read(4999)).isEmpty();
		assertThat(read(5000)).containsExactly("a");
		add("a", 1000, 9000);
		assertThat(read(9000)).containsExactly("a");
		assertThat(read(9001)).isEmpty();
		add("a", 2000, 9001);
		assertThat(read(10_999)).isEmpty();
		assertThat(read(11_000)).containsExactly("a");
	}

	@Test
	void anotherPeriodOfAKeyThatIsBeingReadCountsWhenItHasBeen() {
		add("a", 1000, 0);
		poll(0);
		add("a", 300, 10);
		this.queue.finished(cell("a"), 20 * MILLI);
		assertThat(read(299)).isEmpty();
		assertThat(read(300)).containsExactly("a");
	}

	@Test
	void aReaderRestsAfterEachRead() {
		this.queue.rest(50 * MILLI);
		add("a", 0, 0);
		add("b", 0, 0);
		assertThat(read(0)).containsExactly("a");
		assertThat(first()).isEqualTo(50);
		assertThat(read(49)).isEmpty();
		assertThat(read(50)).containsExactly("b");
		this.queue.rest(10 * MILLI);
		assertThat(first()).isEqualTo(60);
		assertThat(read(60)).containsExactly("a");
		this.queue.rest(0);
		assertThat(read(62)).containsExactly("b", "a");
	}

	@Test
	void eachOfSeveralReadersRests() {
		this.queue.open(0, 2);
		this.queue.rest(50 * MILLI);
		for (String key : List.of("a", "b", "c", "d")) {
			add(key, 1000, 0);
		}
		assertThat(poll(0)).isSameAs(cell("a"));
		assertThat(poll(0)).isSameAs(cell("b"));
		this.queue.finished(cell("b"), 5 * MILLI);
		assertThat(poll(54)).isNull();
		assertThat(poll(55)).isSameAs(cell("c"));
		this.queue.finished(cell("a"), 60 * MILLI);
		assertThat(first()).isEqualTo(110);
		assertThat(poll(110)).isSameAs(cell("d"));
	}

	@Test
	void fewerReadersRestAsLongAsManyDid() {
		this.queue.open(0, 4);
		this.queue.rest(50 * MILLI);
		for (String key : List.of("a", "b", "c", "d", "e", "f")) {
			add(key, 1000, 0);
		}
		assertThat(read(0)).containsExactly("a", "b", "c", "d");
		this.queue.open(0, 1);
		assertThat(read(50)).containsExactly("e");
	}

	@Test
	void whileItIsClosedEverythingKeepsItsPlace() {
		add("a", 0, 0);
		add("b", 0, 0);
		add("c", 0, 0);
		poll(0);
		this.queue.finished(cell("a"), 0);
		Cell<String> unread = poll(0);
		this.queue.close();
		cell("b").unread = true;
		this.queue.finished(cell("b"), 0);
		assertThat(unread).isSameAs(cell("b"));
		assertThat(this.queue.isEmpty()).isTrue();
		assertThat(poll(10)).isNull();
		this.queue.open(20 * MILLI, 1);
		assertThat(first()).isEqualTo(20);
		assertThat(read(19)).isEmpty();
		assertThat(read(20)).containsExactly("b", "c", "a");
		assertThat(this.counts.lateNanos()).isZero();
	}

	@Test
	void aRemovedKeyIsNotDueAnyMoreWhereverItStands() {
		add("waits", 1000, 0);
		read(0);
		add("due", 1000, 1);
		add("taken", 1000, 1);
		add("stays", 1000, 1);
		this.queue.remove(cell("waits"), MILLI);
		this.queue.remove(cell("due"), MILLI);
		assertThat(poll(1)).isSameAs(cell("taken"));
		this.queue.remove(cell("taken"), MILLI);
		this.queue.remove(cell("taken"), MILLI);
		this.queue.finished(cell("taken"), MILLI);
		assertThat(read(5000)).containsExactly("stays");
		assertThat(this.queue.cycles().keys()).isEqualTo(1);
	}

	@Test
	void aCycleEndsWhenAllKeysWereRead() {
		Cycles cycles = this.queue.cycles();
		add("a", 10, 0);
		add("b", 30, 0);
		assertThat(cycles.hasBegun()).isFalse();
		poll(0);
		this.queue.finished(cell("a"), 4 * MILLI);
		assertThat(cycles.hasBegun()).isTrue();
		assertThat(cycles.count()).isZero();
		poll(4);
		this.queue.finished(cell("b"), 6 * MILLI);
		assertThat(cycles.count()).isEqualTo(1);
		assertThat(cycles.averageNanos()).isEqualTo(6 * MILLI);
		read(10);
		read(20);
		assertThat(cycles.startNanos()).isEqualTo(10 * MILLI);
		assertThat(cycles.count()).isEqualTo(1);
		add("c", 1000, 25);
		this.queue.remove(cell("b"), 25 * MILLI);
		assertThat(cycles.count()).isEqualTo(1);
		read(26);
		assertThat(cycles.count()).isEqualTo(2);
		this.queue.remove(cell("a"), 27 * MILLI);
		this.queue.remove(cell("c"), 27 * MILLI);
		assertThat(cycles.keys()).isZero();
		assertThat(cycles.count()).isEqualTo(2);
	}

}
