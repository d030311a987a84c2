package io.heddle.enrich;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.heddle.testing.EachThreadMode;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@Timeout(60)
@ExtendWith(NoLeakedThreads.class)
class ConfigEnricherTests {

	private final Map<Integer, Object> saved = new ConcurrentHashMap<>();

	private static List<Integer> numbers(int count) {
		return IntStream.range(0, count).boxed().toList();
	}

	private EnricherBuilder<Integer, Object> enricher(int tasks) {
		return Enricher.<Integer, Object>of("numbers")
			.tasks(() -> numbers(tasks))
			.doTask((task) -> task)
			.saveData(this.saved::put);
	}

	/** Cases T11 and T26. */
	@EachThreadMode
	void callsItsPartsInOrderAndInTheirThreads(ThreadMode mode) {
		Recording enricher = new Recording(mode);
		enricher.enrich();
		assertThat(enricher.calls).containsExactly("prepare", "config", "config", "config", "addTasks");
		assertThat(enricher.configured).hasSize(3);
		assertThat(enricher.results).hasSize(5).allSatisfy((result) -> assertThat(result).startsWith("configured "));
		assertThat(enricher.threads).isNotEmpty().allSatisfy((name) -> assertThat(name).matches("recording_[012]"));
		assertThat(enricher.lastReport()).isNotNull().extracting(EnrichReport::saved).isEqualTo(5L);
	}

	/** Case T13. */
	@Test
	void withoutTasksItSucceedsAtOnce() {
		ConfigEnricher<?, Integer, Object> enricher = enricher(0).build();
		enricher.enrich();
		assertThat(this.saved).isEmpty();
		assertThat(enricher.lastReport()).isNotNull().satisfies((report) -> assertThat(report.isSuccess()).isTrue());
	}

	/** Case T14. */
	@EachThreadMode
	void tasksThatFailStopNoOthersAndAreAllTold(ThreadMode mode) {
		ConfigEnricher<?, Integer, Object> enricher = enricher(6).doTask((task) -> {
			if (task == 2 || task == 4) {
				throw new IllegalStateException("task " + task);
			}
			return task;
		}).threads(2).mode(mode).build();
		EnrichException thrown = catchThrowableOfType(EnrichException.class, enricher::enrich);
		assertThat(this.saved).containsOnlyKeys(0, 1, 3, 5);
		assertThat(thrown.failures()).extracting((failure) -> failure.task() + " " + failure.cause().getMessage())
			.containsExactlyInAnyOrder("2 task 2", "4 task 4");
		assertThat(thrown).hasMessage("Enricher 'numbers' failed with 2 of 6 tasks, 0 were skipped")
			.hasCause(thrown.failures().get(0).cause());
		assertThat(thrown.getSuppressed()).containsExactly(thrown.failures().get(1).cause());
		assertThat(thrown.dropped()).isZero();
	}

	/** Case T16. */
	@ParameterizedTest
	@ValueSource(strings = { "prepare", "config", "addTasks" })
	void whatItsPartsThrowReachesTheCallerAndNoWorkerBegins(String part) {
		Recording enricher = new Recording(ThreadMode.PLATFORM);
		enricher.failing = part;
		assertThatIllegalStateException().isThrownBy(enricher::enrich).withMessage("in " + part);
		assertThat(enricher.threads).isEmpty();
		enricher.failing = "";
		enricher.enrich();
		assertThat(enricher.results).hasSize(5);
	}

	/** Case T17. */
	@EachThreadMode
	void anErrorOrAnInterruptFailsItsTaskAndNothingHangs(ThreadMode mode) {
		ConfigEnricher<?, Integer, Object> enricher = enricher(100).doTask((task) -> {
			if (task == 7) {
				throw new AssertionError("an error");
			}
			if (task == 8) {
				Thread.currentThread().interrupt();
				throw new InterruptedException("an interrupt");
			}
			if (Thread.currentThread().isInterrupted()) {
				throw new IllegalStateException("the interrupt of another task");
			}
			return task;
		}).threads(1).mode(mode).build();
		EnrichException thrown = catchThrowableOfType(EnrichException.class, enricher::enrich);
		assertThat(thrown.failures()).extracting((failure) -> failure.cause().getMessage())
			.containsExactly("an error", "an interrupt");
		assertThat(this.saved).hasSize(98);
	}

	@Test
	void errorsOfTheJvmAreTold() {
		Queue<Throwable> told = new ConcurrentLinkedQueue<>();
		OutOfMemoryError error = new OutOfMemoryError("thrown by a test");
		ConfigEnricher<?, Integer, Object> enricher = enricher(1).doTask((task) -> {
			throw error;
		}).fatalErrors((fatal, where) -> told.add(fatal)).build();
		assertThatExceptionOfType(EnrichException.class).isThrownBy(enricher::enrich).withCause(error);
		assertThat(told).containsExactly(error);
	}

	/** Case T19. */
	@Test
	void everyResultIsSavedButNoneAtAll() {
		List<@Nullable Object> results = new ArrayList<>(List.of(0, "", List.of(), false, 0.0));
		results.add(null);
		results.add(Optional.empty());
		ConfigEnricher<?, Integer, Object> enricher = enricher(results.size()).doTask(results::get).build();
		enricher.enrich();
		assertThat(this.saved.values()).containsExactlyInAnyOrder(0, "", List.of(), false, 0.0);
		assertThat(enricher.lastReport()).isNotNull().extracting(EnrichReport::empty).isEqualTo(2L);
	}

	/** Case T20. */
	@EachThreadMode
	void mayBeRepeatedAfterAFailure(ThreadMode mode) {
		AtomicBoolean broken = new AtomicBoolean(true);
		ConfigEnricher<?, Integer, Object> enricher = enricher(10).doTask((task) -> {
			if (broken.get()) {
				throw new IllegalStateException("broken");
			}
			return task;
		}).mode(mode).build();
		assertThatExceptionOfType(EnrichException.class).isThrownBy(enricher::enrich);
		broken.set(false);
		enricher.enrich();
		assertThat(this.saved).hasSize(10);
	}

	@Test
	void onlyTheFailedTasksAreDoneAgain() {
		Queue<Integer> done = new ConcurrentLinkedQueue<>();
		AtomicBoolean broken = new AtomicBoolean(true);
		ConfigEnricher<?, Integer, Object> enricher = enricher(10).doTask((task) -> {
			done.add(task);
			if (task % 4 == 0 && broken.get()) {
				throw new IllegalStateException("broken");
			}
			return task;
		}).build();
		enricher.retryFailed();
		assertThat(done).isEmpty();
		assertThatExceptionOfType(EnrichException.class).isThrownBy(enricher::enrich);
		done.clear();
		broken.set(false);
		enricher.retryFailed();
		assertThat(done).containsExactlyInAnyOrder(0, 4, 8);
		assertThat(this.saved).hasSize(10);
		enricher.retryFailed();
		assertThat(done).hasSize(3);
	}

	@Test
	void savesAreNotMadeAtTheSameTime() {
		AtomicInteger inside = new AtomicInteger();
		AtomicBoolean together = new AtomicBoolean();
		enricher(20_000).saveData((task, data) -> {
			if (inside.incrementAndGet() != 1) {
				together.set(true);
			}
			this.saved.put(task, data);
			inside.decrementAndGet();
		}).threads(4).build().enrich();
		assertThat(together).isFalse();
		assertThat(this.saved).hasSize(20_000);
	}

	/** All workers are at work with tasks of which one was there at first. */
	@EachThreadMode
	void tasksThatTasksAddAreDoneByAllWorkers(ThreadMode mode) {
		CyclicBarrier all = new CyclicBarrier(4);
		Growing enricher = new Growing(all, mode);
		enricher.enrich();
		assertThat(enricher.saved).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
		assertThat(enricher.lastReport()).isNotNull().extracting(EnrichReport::tasks).isEqualTo(5L);
	}

	@Test
	void aTaskThatComesTooLateIsRefused() {
		List<TaskQueue<Integer>> queues = new ArrayList<>();
		Enricher.<Integer, Object>of("late").addTasks((queue) -> {
			queues.add(queue);
			queue.put(1);
		}).doTask((task) -> task).saveData((task, data) -> {
		}).build().enrich();
		assertThatIllegalStateException().isThrownBy(() -> queues.get(0).put(2))
			.withMessage("A task of enricher 'late' comes too late: the run has ended");
	}

	@Test
	void oneSlowTaskDoesNotHoldTheOthers() throws InterruptedException {
		CountDownLatch others = new CountDownLatch(999);
		enricher(1000).doTask((task) -> {
			if (task == 0) {
				return others.await(10, TimeUnit.SECONDS);
			}
			others.countDown();
			return true;
		}).threads(2).build().enrich();
		assertThat(this.saved).hasSize(1000).doesNotContainValue(false);
	}

	@EachThreadMode
	void failFastBeginsNoMoreTasks(ThreadMode mode) {
		ConfigEnricher<?, Integer, Object> enricher = enricher(1000).doTask((task) -> {
			if (task == 3) {
				throw new IllegalStateException("broken");
			}
			return task;
		}).threads(1).failFast(true).mode(mode).build();
		EnrichException thrown = catchThrowableOfType(EnrichException.class, enricher::enrich);
		assertThat(thrown).hasMessage("Enricher 'numbers' failed with 1 of 1000 tasks, 996 were skipped");
		assertThat(this.saved).containsOnlyKeys(0, 1, 2);
	}

	@Test
	void isNotRunTwiceAtTheSameTime() {
		List<ConfigEnricher<?, Integer, Object>> itself = new ArrayList<>();
		itself.add(enricher(1).doTask((task) -> {
			itself.get(0).enrich();
			return task;
		}).build());
		assertThatExceptionOfType(EnrichException.class).isThrownBy(itself.get(0)::enrich)
			.havingCause()
			.isInstanceOf(IllegalStateException.class)
			.withMessage("Enricher 'numbers' is running: wait for its end");
	}

	@Test
	void needsAThreadAndItsFunctions() {
		assertThatIllegalArgumentException().isThrownBy(() -> enricher(1).threads(0))
			.withMessage("'threads' of enricher 'numbers' must be from 1 to 10000 but was 0");
		assertThatIllegalStateException().isThrownBy(() -> Enricher.of("half").build())
			.withMessage("Enricher 'half' needs 'tasks'");
	}

	/** Case T23. */
	@Test
	void aChainEndsAtTheFirstFailureAndNamesIt() {
		Recording first = new Recording(ThreadMode.PLATFORM);
		ConfigEnricher<?, Integer, Object> second = enricher(2).doTask((task) -> {
			throw new IllegalStateException("broken");
		}).build();
		Recording third = new Recording(ThreadMode.PLATFORM);
		EnricherChain chain = new EnricherChain(List.of(first, second, third));
		EnrichException thrown = catchThrowableOfType(EnrichException.class, chain::enrich);
		assertThat(thrown).hasMessageStartingWith(
				"The chain has ended at enricher 'numbers', which is number 2 of 3: Enricher 'numbers' failed");
		assertThat(thrown.failures()).hasSize(2);
		assertThat(first.results).hasSize(5);
		assertThat(third.calls).isEmpty();
	}

	@Test
	void aChainMayHaveEnrichersThatAreNoThreads() {
		List<String> calls = new ArrayList<>();
		new EnricherChain(List.<Enricher>of(() -> calls.add("one"), () -> calls.add("two"))).enrich();
		assertThat(calls).containsExactly("one", "two");
		assertThat(catchThrowable(new EnricherChain(List.<Enricher>of(() -> {
			throw new AssertionError("broken");
		}))::enrich)).isInstanceOf(EnrichException.class).hasMessageContaining("enricher 'enricher'");
	}

	/** An enricher of classes, as the original has them. */
	private static final class Recording extends ConfigEnricher<List<String>, Integer, String> {

		private final Queue<String> calls = new ConcurrentLinkedQueue<>();

		private final Set<Object> configured = ConcurrentHashMap.newKeySet();

		private final Set<String> threads = ConcurrentHashMap.newKeySet();

		private final List<String> results = new ArrayList<>();

		private final Thread main = Thread.currentThread();

		private String failing = "";

		Recording(ThreadMode mode) {
			super(new ArrayList<>(), EnrichSpec.of("recording").threads(3).mode(mode));
		}

		private void call(String part) {
			assertThat(Thread.currentThread()).isSameAs(this.main);
			this.calls.add(part);
			if (part.equals(this.failing)) {
				throw new IllegalStateException("in " + part);
			}
		}

		@Override
		protected void prepare() {
			call("prepare");
		}

		@Override
		protected EnricherWorker<Integer, String> createWorker() {
			return new RecordingWorker(this);
		}

		@Override
		protected void configThread(EnricherWorker<Integer, String> worker) {
			call("config");
			this.configured.add(worker);
			((RecordingWorker) worker).setting = "configured ";
		}

		@Override
		protected void addTasks(TaskQueue<Integer> tasks) {
			call("addTasks");
			tasks.putAll(numbers(5));
		}

	}

	/** Its worker. */
	private static final class RecordingWorker extends EnricherWorker<Integer, String> {

		private final Recording enricher;

		private String setting = "";

		RecordingWorker(Recording enricher) {
			this.enricher = enricher;
		}

		@Override
		protected String doTask(Integer task) {
			this.enricher.threads.add(Thread.currentThread().getName());
			return this.setting + task;
		}

		@Override
		protected void saveData(Integer task, String data) {
			this.enricher.results.add(data);
		}

	}

	/** The first task adds four, which are done at the same time. */
	private static final class Growing extends ConfigEnricher<Object, Integer, Integer> {

		private final CyclicBarrier all;

		private final List<Integer> saved = new ArrayList<>();

		Growing(CyclicBarrier all, ThreadMode mode) {
			super(new Object(), EnrichSpec.of("growing").threads(4).mode(mode));
			this.all = all;
		}

		@Override
		protected EnricherWorker<Integer, Integer> createWorker() {
			return new EnricherWorker<>() {

				@Override
				protected Integer doTask(Integer task) throws Exception {
					if (task == 0) {
						tasks().putAll(List.of(1, 2, 3, 4));
					}
					else {
						Growing.this.all.await(10, TimeUnit.SECONDS);
					}
					return task;
				}

				@Override
				protected void saveData(Integer task, Integer data) {
					Growing.this.saved.add(data);
				}

			};
		}

		@Override
		protected void addTasks(TaskQueue<Integer> tasks) {
			tasks.put(0);
		}

	}

}
