package io.heddle.dict;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.dict.DictWrites.Change;
import io.heddle.testing.Interleavings;
import io.heddle.testing.ManualTicker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.heddle.testing.Interleavings.check;
import static io.heddle.testing.Interleavings.require;
import static io.heddle.testing.Interleavings.together;

/**
 * One key under many interleavings of its refresh and of those who change it. The reader
 * reads a device, to which the writer writes.
 */
@Timeout(300)
class ThreadDictLincheckTests {

	/** A dict without threads. */
	private static final class Bench {

		private final ManualTicker ticker = new ManualTicker();

		private final AtomicInteger device = new AtomicInteger(1);

		private final DictStore<String, Integer> store = new DictStore<>("bench", this.ticker);

		private final DictReads<String, Integer> reads;

		private final DictWrites<String, Integer> writes;

		private final Cell<String> cell;

		private final AtomicInteger writing = new AtomicInteger();

		Bench() {
			DictCounts counts = new DictCounts();
			DictErrors errors = new DictErrors("bench", FatalErrorHandler.logging(), this.ticker);
			DictChanges<String, Integer> changes = new DictChanges<>(counts, errors);
			this.store.begin(Map.of("key", 1));
			this.cell = this.store.polled("key");
			ThreadDictSpec spec = ThreadDictSpec.of("bench");
			this.reads = new DictReads<>(() -> spec, (key) -> this.device.get(), this.store, changes, errors, counts,
					this.ticker);
			this.writes = new DictWrites<>((key, value) -> write(value), this.store, changes, errors, counts,
					(removed) -> {
					});
		}

		private Integer write(Integer value) {
			require(this.writing.incrementAndGet() == 1, "two write at the same time");
			this.device.set(value);
			this.writing.decrementAndGet();
			return value;
		}

		Interleavings.Play refresh() {
			return () -> this.reads.refresh(this.cell, null);
		}

		Interleavings.Play put(int value) {
			return () -> this.writes.change("key", (before) -> Change.to(before, value));
		}

		Interleavings.Play increment() {
			return () -> this.writes.change("key", (before) -> Change.to(before, (before != null) ? before + 1 : 100));
		}

		Interleavings.Play remove() {
			return () -> this.writes.change("key", (before) -> Change.to(before, null));
		}

		@Nullable Integer value() {
			return this.store.values().get("key");
		}

		void requireNothingIsLeft() {
			Cell<String> present = this.store.cell("key");
			require((present != null) == (value() != null), "value and cell do not agree");
			require(present == null || present.turn == null, "a turn is left");
		}

	}

	/** Fault case 23. */
	@Test
	void aRemovedKeyDoesNotComeBack() {
		check(() -> {
			Bench bench = new Bench();
			together(bench.refresh(), bench.remove());
			require(bench.value() == null, "it has come back");
			bench.requireNothingIsLeft();
		});
	}

	/** Fault case 24. */
	@Test
	void aWriteWinsOverARefreshThatBeganBeforeIt() {
		check(() -> {
			Bench bench = new Bench();
			together(bench.refresh(), bench.put(10));
			Integer value = bench.value();
			require(value != null && value == 10, "the value is not what was written");
			bench.requireNothingIsLeft();
		});
	}

	/** Fault case 24. */
	@Test
	void nothingComesBetweenAComputationAndItsCommit() {
		check(() -> {
			Bench bench = new Bench();
			together(bench.increment(), bench.refresh(), bench.increment());
			Integer value = bench.value();
			require(value != null && value == 3 && bench.device.get() == 3, "an increment is lost");
			bench.requireNothingIsLeft();
		});
	}

	/** Fault case 23. */
	@Test
	void aReadForACallerBringsNoKeyBackByItsOldCell() {
		check(() -> {
			Bench bench = new Bench();
			together(() -> bench.reads.read("key"), bench.remove());
			bench.requireNothingIsLeft();
		});
	}

	@Test
	void aKeyThatIsRemovedAndWrittenIsThereOrNot() {
		check(() -> {
			Bench bench = new Bench();
			together(bench.increment(), bench.remove(), bench.refresh());
			Integer value = bench.value();
			require(value == null || value == 100, "a value of before the removal");
			bench.requireNothingIsLeft();
		});
	}

	@Test
	void whoGivesUpIsNotWaitedFor() {
		check(() -> {
			Bench bench = new Bench();
			Interleavings.Play interrupted = () -> {
				Thread.currentThread().interrupt();
				try {
					bench.increment().run();
				}
				catch (IllegalStateException ex) {
					bench.device.getAndAdd(0);
				}
				Thread.interrupted();
			};
			together(bench.increment(), interrupted, bench.increment());
			Integer value = bench.value();
			require(value != null && value >= 3, "an increment is lost");
			bench.requireNothingIsLeft();
		});
	}

}
