package io.heddle.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Items numbered from 0, one bit each: finds those that were lost and those that came
 * twice. Thread-safe; no method blocks.
 */
public final class Numbered {

	private static final int MAX_SHOWN = 10;

	private final int count;

	private final AtomicLongArray seen;

	private final AtomicLongArray doubled;

	private final LongAdder marked = new LongAdder();

	public Numbered(int count) {
		this.count = count;
		this.seen = new AtomicLongArray(count / Long.SIZE + 1);
		this.doubled = new AtomicLongArray(count / Long.SIZE + 1);
	}

	/** How many items there are to be. */
	public int count() {
		return this.count;
	}

	/** Notes that the item with that number has arrived. */
	public void mark(int number) {
		if (number < 0 || number >= this.count) {
			throw new IllegalArgumentException("No item has the number " + number);
		}
		long bit = 1L << number;
		long before = this.seen.getAndAccumulate(number / Long.SIZE, bit, (bits, more) -> bits | more);
		if ((before & bit) != 0) {
			this.doubled.getAndAccumulate(number / Long.SIZE, bit, (bits, more) -> bits | more);
		}
		this.marked.increment();
	}

	/** How many marks there were; grows as long as there is progress. */
	public long marked() {
		return this.marked.sum();
	}

	public boolean isMarked(int number) {
		return isSet(this.seen, number);
	}

	/** The first few numbers that never came. */
	public List<Integer> lost() {
		return firstWhere(this.seen, false);
	}

	/** The first few numbers that came more than once. */
	public List<Integer> doubled() {
		return firstWhere(this.doubled, true);
	}

	/** Fails unless each item came exactly once. */
	public void assertEachOnce() {
		assertThat(doubled()).as("came twice").isEmpty();
		assertThat(lost()).as("lost; %d of %d came", marked(), this.count).isEmpty();
	}

	private List<Integer> firstWhere(AtomicLongArray bits, boolean value) {
		List<Integer> numbers = new ArrayList<>();
		for (int number = 0; number < this.count && numbers.size() < MAX_SHOWN; number++) {
			if (isSet(bits, number) == value) {
				numbers.add(number);
			}
		}
		return numbers;
	}

	private static boolean isSet(AtomicLongArray bits, int number) {
		return (bits.get(number / Long.SIZE) & (1L << number)) != 0;
	}

}
