package io.heddle.enrich;

import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.heddle.testing.EachThreadMode;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Runs that are called in tasks of other runs.
 */
@Timeout(60)
@ExtendWith(NoLeakedThreads.class)
class EnricherNestingTests {

	private static final String REFUSED = "Enricher 'inner' was called in a save of enricher 'outer', and both save "
			+ "into the same builder: each would wait for the other for ever. Run it after that one, in an "
			+ "EnricherChain for example";

	private final Queue<String> model = new ConcurrentLinkedQueue<>();

	private static Throwable failureOf(Enricher enricher) {
		EnrichException failure = catchThrowableOfType(EnrichException.class, enricher::enrich);
		return Objects.requireNonNull(failure.getCause());
	}

	@EachThreadMode
	void aRunInASaveIntoItsOwnBuilderIsRefused(ThreadMode mode) {
		Nested inner = new Nested("inner", this.model, 1, mode);
		Nested outer = new Nested("outer", this.model, 2, mode);
		outer.inSave = (task) -> inner.enrich();
		assertThat(failureOf(outer)).isInstanceOf(IllegalStateException.class).hasMessage(REFUSED);
		assertThat(inner.lastReport()).isNull();
		assertThat(this.model).isEmpty();
		inner.enrich();
		assertThat(this.model).containsExactly("inner 0");
	}

	@EachThreadMode
	void aRunInASaveByWayOfAnotherRunIsRefused(ThreadMode mode) {
		Nested inner = new Nested("inner", this.model, 1, mode);
		Nested between = new Nested("between", new ConcurrentLinkedQueue<>(), 1, mode);
		Nested outer = new Nested("outer", this.model, 1, mode);
		outer.inSave = (task) -> between.enrich();
		between.inTask = (task) -> inner.enrich();
		assertThat(failureOf(outer)).isInstanceOf(EnrichException.class).rootCause().hasMessage(REFUSED);
		between.inTask = (task) -> {
		};
		between.inSave = (task) -> inner.enrich();
		assertThat(failureOf(outer)).isInstanceOf(EnrichException.class).rootCause().hasMessage(REFUSED);
		assertThat(inner.lastReport()).isNull();
	}

	@EachThreadMode
	void aRunInASaveIntoAnotherBuilderGoesOn(ThreadMode mode) {
		Queue<String> other = new ConcurrentLinkedQueue<>();
		Nested inner = new Nested("inner", other, 1, mode);
		Nested outer = new Nested("outer", this.model, 2, mode);
		outer.inSave = (task) -> inner.enrich();
		outer.enrich();
		assertThat(this.model).containsExactlyInAnyOrder("outer 0", "outer 1");
		assertThat(other).containsExactly("inner 0", "inner 0");
	}

	@EachThreadMode
	void aRunInATaskWaitsForTheSaveOfAnotherOne(ThreadMode mode) {
		CountDownLatch saving = new CountDownLatch(1);
		CountDownLatch called = new CountDownLatch(1);
		Nested inner = new Nested("inner", this.model, 1, mode);
		inner.inTask = (task) -> called.countDown();
		Nested outer = new Nested("outer", this.model, 2, mode);
		outer.inTask = (task) -> {
			if (task == 1) {
				await(saving);
				inner.enrich();
			}
		};
		outer.inSave = (task) -> {
			if (task == 0) {
				saving.countDown();
				await(called);
			}
		};
		outer.enrich();
		assertThat(this.model).containsExactly("outer 0", "inner 0", "outer 1");
	}

	private static void await(CountDownLatch latch) throws InterruptedException {
		assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
	}

	/** What a task does besides. */
	@FunctionalInterface
	private interface Step {

		void take(int task) throws Exception;

	}

	/** Tells a model what it has done. */
	private static final class Nested extends ConfigEnricher<Queue<String>, Integer, String> {

		private final int tasks;

		private Step inTask = (task) -> {
		};

		private Step inSave = (task) -> {
		};

		Nested(String name, Queue<String> model, int tasks, ThreadMode mode) {
			super(model, EnrichSpec.of(name).threads(2).mode(mode));
			this.tasks = tasks;
		}

		@Override
		protected void addTasks(TaskQueue<Integer> queue) {
			List<Integer> numbers = IntStream.range(0, this.tasks).boxed().toList();
			queue.putAll(numbers);
		}

		@Override
		protected EnricherWorker<Integer, String> createWorker() {
			return new EnricherWorker<>() {

				@Override
				protected @Nullable String doTask(Integer task) throws Exception {
					Nested.this.inTask.take(task);
					return name() + " " + task;
				}

				@Override
				protected void saveData(Integer task, String data) throws Exception {
					Nested.this.inSave.take(task);
					builder().add(data);
				}

			};
		}

	}

}
