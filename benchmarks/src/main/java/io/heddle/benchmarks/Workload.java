package io.heddle.benchmarks;

import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The items of one run, and what came out at its end.
 */
final class Workload {

	/** Small numbers would be objects from the cache of {@link Long}. */
	private static final long FIRST = 1000;

	private final Shape shape;

	private final int items;

	private final long expectedSum;

	private List<Tally> tallies;

	Workload(Shape shape, int items) {
		this.shape = shape;
		this.items = items;
		this.expectedSum = expectedSum();
		this.tallies = newTallies();
	}

	private long expectedSum() {
		LongUnaryOperator function = function();
		long period = 64;
		long sum = 0;
		for (long i = 0; i < Math.min(period, this.items); i++) {
			long offset = function.applyAsLong(FIRST + i) - factor() * (FIRST + i);
			long times = (this.items - i + period - 1) / period;
			sum += offset * times;
		}
		return sum + factor() * LongStream.range(FIRST, FIRST + this.items).sum();
	}

	/** Results rise with the item by this, but for a part with a period of 64. */
	private long factor() {
		return (this.shape.work() == Work.TINY) ? 31 : 1;
	}

	private List<Tally> newTallies() {
		return IntStream.range(0, this.shape.backends()).mapToObj((index) -> new Tally()).toList();
	}

	/** Forgets the last run. */
	void reset() {
		this.tallies = newTallies();
	}

	int items() {
		return this.items;
	}

	/** The item of an index; a new object. */
	Long item(int index) {
		return FIRST + index;
	}

	/** What a thread in the middle does. */
	LongUnaryOperator function() {
		return this.shape.work().function();
	}

	/** What the thread at the end with this index counts with. */
	Tally tally(int backend) {
		return this.tallies.get(backend);
	}

	/** Throws if not each item arrived once. */
	void verify() {
		long count = this.tallies.stream().mapToLong((tally) -> tally.count).sum();
		long sum = this.tallies.stream().mapToLong((tally) -> tally.sum).sum();
		if (count != this.items || sum != this.expectedSum) {
			throw new IllegalStateException("%d items with sum %d arrived instead of %d with sum %d".formatted(count,
					sum, this.items, this.expectedSum));
		}
	}

	/** Used by one thread; on cache lines of its own. */
	static final class Tally extends TallyFields {

		long q00, q01, q02, q03, q04, q05, q06, q07, q08, q09, q10, q11, q12, q13, q14, q15;

		void add(Long result) {
			this.count++;
			this.sum += result;
		}

		/** Adds what another thread has counted. */
		void add(Tally other) {
			this.count += other.count;
			this.sum += other.sum;
		}

	}

	abstract static class TallyPadding {

		long p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14, p15;

	}

	abstract static class TallyFields extends TallyPadding {

		long count;

		long sum;

	}

}
