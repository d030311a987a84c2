package io.heddle.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import io.heddle.buffer.Emitter;
import io.heddle.testing.Crew;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.testing.Numbered;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * Changing the number of threads of a running stage.
 */
@ExtendWith(NoLeakedThreads.class)
class PipelineResizeTests {

	private static final Duration LONG = Duration.ofSeconds(10);

	private final List<Integer> seen = Collections.synchronizedList(new ArrayList<>());

	/**
	 * Permits for the middle stage: each item needs one, and they are dealt out fairly.
	 */
	private final Semaphore permits = new Semaphore(0, true);

	private final Middle middle = new Middle();

	private Pipeline pipeline(ThreadMode mode, Frontend<Integer> source) {
		return Pipeline.named("resize")
			.mode(mode)
			.from(source)
			.via(this.middle, (spec) -> spec.name("middle"))
			.to(this.seen::add)
			.build();
	}

	private static int live(Pipeline pipeline) {
		return pipeline.snapshot().stage("middle").workers().size();
	}

	@EachThreadMode
	void growthStartsThreadsAtOnce(ThreadMode mode) {
		Pipeline pipeline = pipeline(mode, Sources.endless());
		pipeline.start();
		Awaitility.await().until(() -> this.middle.inside.get() == 1);
		pipeline.setThreads("middle", 8);
		Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> this.middle.inside.get() == 8);
		this.permits.release(Integer.MAX_VALUE / 2);
		assertThat(pipeline.stop(LONG).isComplete()).isTrue();
		assertThat(this.middle.setups).hasValue(8);
		assertThat(this.middle.cleanups).hasValue(8);
	}

	@EachThreadMode
	void aShrinkEndsThreadsAtTheirNextItemAndCleansUp(ThreadMode mode) {
		Pipeline pipeline = pipeline(mode, Sources.endless());
		pipeline.setThreads("middle", 4);
		pipeline.start();
		Awaitility.await().until(() -> this.middle.inside.get() == 4);
		pipeline.setThreads("middle", 1);
		assertThat(this.middle.cleanups).hasValue(0);
		this.permits.release(4);
		Awaitility.await().until(() -> live(pipeline) == 1 && this.middle.cleanups.get() == 3);
		assertThat(pipeline.snapshot().stage("middle").threads()).isEqualTo(1);
		this.permits.release(Integer.MAX_VALUE / 2);
		assertThat(pipeline.stop(LONG).isComplete()).isTrue();
		assertThat(this.middle.interrupts).hasValue(0);
		Conservation.check(pipeline.snapshot());
	}

	@EachThreadMode
	void aShrinkWakesThreadsThatWaitForItems(ThreadMode mode) throws InterruptedException {
		Gate gate = new Gate();
		Pipeline pipeline = pipeline(mode, (out) -> gate.enter());
		pipeline.setThreads("middle", 4);
		pipeline.start();
		gate.awaitEntered();
		pipeline.setThreads("middle", 1);
		Awaitility.await().until(() -> live(pipeline) == 1);
		gate.open();
		assertThat(pipeline.awaitEnd(LONG)).isTrue();
		assertThat(this.middle.cleanups).hasValue(4);
	}

	@EachThreadMode
	void aSurplusThreadIsKeptWhenItIsWantedAgain(ThreadMode mode) {
		Pipeline pipeline = pipeline(mode, Sources.endless());
		pipeline.setThreads("middle", 4);
		pipeline.start();
		Awaitility.await().until(() -> this.middle.inside.get() == 4);
		pipeline.setThreads("middle", 1);
		pipeline.setThreads("middle", 4);
		this.permits.release(100);
		Awaitility.await().until(() -> this.seen.size() >= 90);
		assertThat(this.middle.setups).hasValue(4);
		this.permits.release(Integer.MAX_VALUE / 2);
		pipeline.stop(LONG);
	}

	@EachThreadMode
	void oneCallMayGrowAndAnotherShrinkByAnyNumber(ThreadMode mode) {
		this.permits.release(Integer.MAX_VALUE / 2);
		Pipeline pipeline = pipeline(mode, Sources.endless());
		pipeline.start();
		for (int threads : new int[] { 4, 16, 2, 7, 1 }) {
			pipeline.setThreads("middle", threads);
			Awaitility.await().until(() -> live(pipeline) == threads);
		}
		assertThat(pipeline.stop(LONG).isComplete()).isTrue();
		Conservation.check(pipeline.snapshot());
	}

	@EachThreadMode
	void aThousandRandomResizesLoseAndDoubleNothing(ThreadMode mode) {
		Numbered numbered = new Numbered(2_000_000);
		Pipeline pipeline = Pipeline.named("random")
			.mode(mode)
			.from(Sources.numbers(numbered.count()))
			.via((Integer number) -> number, (spec) -> spec.name("first").queueCapacity(64))
			.via((Integer number) -> number, (spec) -> spec.name("second").queueCapacity(7))
			.to(numbered::mark, (spec) -> spec.queueCapacity(100))
			.build();
		pipeline.start();
		Random random = new Random(42);
		String[] stages = { "first", "second", "backend" };
		for (int i = 0; i < 1000; i++) {
			pipeline.setThreads(stages[random.nextInt(3)], 1 + random.nextInt(16));
			LockSupport.parkNanos(100_000);
		}
		assertThat(pipeline.awaitEnd(Duration.ofMinutes(1))).isTrue();
		numbered.assertEachOnce();
		Conservation.check(pipeline.snapshot());
	}

	@EachThreadMode
	void aResizeThatRacesAStopNeitherHangsNorLeavesAThread(ThreadMode mode) throws InterruptedException {
		this.permits.release(Integer.MAX_VALUE / 2);
		for (int round = 0; round < 10; round++) {
			Pipeline pipeline = pipeline(mode, Sources.endless());
			pipeline.start();
			try (Crew crew = new Crew(ThreadMode.PLATFORM)) {
				crew.start(() -> {
					for (int threads = 1; pipeline.getState().isActive(); threads = threads % 9 + 1) {
						pipeline.setThreads("middle", threads);
					}
				});
				crew.start(() -> {
					pipeline.pause();
					pipeline.resume();
				});
				crew.start(() -> assertThat(pipeline.stop(LONG).isComplete()).isTrue());
				crew.join();
			}
			Conservation.check(pipeline.snapshot());
		}
	}

	@EachThreadMode
	void aResizeDuringTheStartStartsEachThreadOnce(ThreadMode mode) throws InterruptedException {
		for (int round = 0; round < 50; round++) {
			Pipeline pipeline = Pipeline.named("early")
				.mode(mode)
				.from(Sources.numbers(10))
				.via((Integer number) -> number, (spec) -> spec.name("middle"))
				.to(this.seen::add)
				.build();
			try (Crew crew = new Crew(ThreadMode.PLATFORM)) {
				crew.start(() -> {
					while (pipeline.getState() == PipelineState.CREATED) {
						Thread.onSpinWait();
					}
					pipeline.setThreads("middle", 5);
				});
				pipeline.run();
				crew.join();
			}
			Conservation.check(pipeline.snapshot());
		}
		assertThat(this.seen).hasSize(500);
	}

	@Test
	void thousandsOfThreadsAreAddedAtOnce() throws InterruptedException {
		Assumptions.assumeTrue(ThreadSource.isSupported(ThreadMode.VIRTUAL));
		Gate gate = new Gate();
		Pipeline pipeline = pipeline(ThreadMode.VIRTUAL, (out) -> gate.enter());
		pipeline.start();
		gate.awaitEntered();
		assertTimeoutPreemptively(Duration.ofSeconds(5), () -> pipeline.setThreads("middle", 4000));
		Awaitility.await().until(() -> this.middle.setups.get() == 4000);
		gate.open();
		assertThat(pipeline.awaitEnd(LONG)).isTrue();
		assertThat(this.middle.cleanups).hasValue(4000);
	}

	@Test
	void aFrontendThatCannotBeToldItsShareHangsNothing() {
		Pipeline pipeline = Pipeline.named("refusing").<Integer>from(new ResizableFrontend<>() {
			@Override
			public void resize(int threadCount) {
				throw new IllegalStateException("no");
			}

			@Override
			public void produce(Emitter<? super Integer> out) {
				IntStream.iterate(0, (number) -> number + 1).forEach(out::emit);
			}
		}, (spec) -> spec.name("source")).to(this.seen::add).build();
		pipeline.start();
		Awaitility.await().until(() -> !this.seen.isEmpty());
		assertThatIllegalStateException().isThrownBy(() -> pipeline.setThreads("source", 3)).withMessage("no");
		assertThat(pipeline.stop(LONG).isComplete()).isTrue();
	}

	@Test
	void resizesAtTheSameTimeAgreeWithTheSettings() throws InterruptedException {
		Pipeline pipeline = pipeline(ThreadMode.PLATFORM, Sources.endless());
		this.permits.release(Integer.MAX_VALUE / 2);
		pipeline.start();
		for (int round = 0; round < 300; round++) {
			try (Crew crew = new Crew(ThreadMode.PLATFORM)) {
				crew.start(() -> pipeline.setThreads("middle", 2));
				crew.start(() -> pipeline.setThreads("middle", 3));
				crew.join();
			}
			assertThat(pipeline.snapshot().stage("middle").threads())
				.isEqualTo(pipeline.spec().stages().get(1).threads());
		}
		assertThat(pipeline.stop(LONG).isComplete()).isTrue();
	}

	@Test
	void anInvalidNumberChangesNothing() {
		Pipeline pipeline = pipeline(ThreadMode.PLATFORM, Sources.numbers(1));
		pipeline.setThreads("middle", 3);
		assertThatIllegalArgumentException().isThrownBy(() -> pipeline.setThreads("middle", 0))
			.withMessageContaining("'middle'")
			.withMessageContaining("but was 0");
		assertThatIllegalArgumentException().isThrownBy(() -> pipeline.setThreads("midle", 2))
			.withMessageContaining("'midle'")
			.withMessageContaining("middle");
		assertThat(pipeline.spec().stages().get(1).threads()).isEqualTo(3);
	}

	@Test
	void aRunningFrontendIsRefusedUnlessItIsResizable() throws InterruptedException {
		Gate gate = new Gate();
		Pipeline pipeline = Pipeline.named("source").<Integer>from((out) -> gate.enter()).to(this.seen::add).build();
		pipeline.start();
		gate.awaitEntered();
		assertThatIllegalArgumentException().isThrownBy(() -> pipeline.setThreads("frontend", 2))
			.withMessageContaining("ResizableFrontend");
		assertThat(pipeline.spec().stages().get(0).threads()).isEqualTo(1);
		gate.open();
		pipeline.stop(LONG);
		pipeline.setThreads("frontend", 2);
		assertThat(pipeline.spec().stages().get(0).threads()).isEqualTo(2);
	}

	@EachThreadMode
	void aResizableFrontendIsToldItsNewShare(ThreadMode mode) {
		Sharing source = new Sharing();
		Pipeline pipeline = Pipeline.named("sharing")
			.mode(mode)
			.from(source, (spec) -> spec.name("source"))
			.to(this.seen::add)
			.build();
		pipeline.start();
		Awaitility.await().until(() -> source.active.size() == 1);
		pipeline.setThreads("source", 3);
		Awaitility.await().until(() -> source.active.equals(Set.of(0, 1, 2)));
		pipeline.setThreads("source", 2);
		Awaitility.await().until(() -> source.active.equals(Set.of(0, 1)));
		assertThat(pipeline.stop(LONG).isComplete()).isTrue();
		Conservation.check(pipeline.snapshot());
	}

	@EachThreadMode
	void aFrontendThatIsWantedAgainWhileItLeavesIsFollowedByAnother(ThreadMode mode) throws InterruptedException {
		Dismissed source = new Dismissed();
		Pipeline pipeline = Pipeline.named("again")
			.mode(mode)
			.from(source, (spec) -> spec.name("source").threads(3))
			.to(this.seen::add)
			.build();
		pipeline.start();
		Awaitility.await().until(() -> source.produced.size() == 3);
		pipeline.setThreads("source", 1);
		Awaitility.await().until(() -> source.dismissed.get() == 2);
		pipeline.setThreads("source", 3);
		source.gate.open();
		Awaitility.await().until(() -> source.produced.equals(List.of(0, 1, 1, 2, 2)));
		assertThat(pipeline.snapshot().stage("source").threads()).isEqualTo(3);
		assertThat(pipeline.stop(LONG).isComplete()).isTrue();
		Conservation.check(pipeline.snapshot());
	}

	@EachThreadMode
	void aFrontendMayBeResizedBeforeItIsMade(ThreadMode mode) throws InterruptedException {
		Gate gate = new Gate();
		Sharing source = new Sharing();
		Pipeline pipeline = Pipeline.named("unmade").mode(mode).<Integer>stage(StageKind.FRONTEND, () -> {
			gate.enterStubbornly();
			return source;
		}, StageSpec.named("source")).to(this.seen::add).build();
		pipeline.start();
		gate.awaitEntered();
		pipeline.setThreads("source", 3);
		gate.open();
		Awaitility.await().until(() -> source.active.equals(Set.of(0, 1, 2)));
		assertThat(pipeline.stop(LONG).isComplete()).isTrue();
	}

	/** Takes a permit for each item and counts who is inside. */
	private final class Middle implements Transport<Integer, Integer> {

		private final AtomicInteger inside = new AtomicInteger();

		private final AtomicInteger setups = new AtomicInteger();

		private final AtomicInteger cleanups = new AtomicInteger();

		private final AtomicInteger interrupts = new AtomicInteger();

		@Override
		public void setup(StageContext context) {
			this.setups.incrementAndGet();
		}

		@Override
		public Integer transport(Integer number) throws InterruptedException {
			this.inside.incrementAndGet();
			try {
				PipelineResizeTests.this.permits.acquire();
				return number;
			}
			catch (InterruptedException ex) {
				this.interrupts.incrementAndGet();
				throw ex;
			}
			finally {
				this.inside.decrementAndGet();
			}
		}

		@Override
		public void cleanup() {
			this.cleanups.incrementAndGet();
		}

	}

	/** Surplus threads wait at a gate on their way out, whatever they are told then. */
	private static final class Dismissed implements ResizableFrontend<Integer> {

		private final List<Integer> produced = new CopyOnWriteArrayList<>();

		private final Gate gate = new Gate();

		private final AtomicInteger dismissed = new AtomicInteger();

		private final ThreadLocal<Integer> index = new ThreadLocal<>();

		private volatile int count = 3;

		@Override
		public void setup(StageContext context) {
			this.index.set(context.threadIndex());
		}

		@Override
		public void resize(int threadCount) {
			this.count = threadCount;
		}

		@Override
		public void produce(Emitter<? super Integer> out) {
			int mine = this.index.get();
			synchronized (this) {
				this.produced.add(mine);
				this.produced.sort(null);
			}
			while (mine < this.count) {
				out.emit(mine);
			}
			this.dismissed.incrementAndGet();
			this.gate.enterStubbornly();
		}

	}

	/** Emits in as many threads as it is told, and shows their indexes. */
	private static final class Sharing implements ResizableFrontend<Integer> {

		private final Set<Integer> active = ConcurrentHashMap.newKeySet();

		private final ThreadLocal<Integer> index = new ThreadLocal<>();

		private volatile int count = 1;

		@Override
		public void setup(StageContext context) {
			this.index.set(context.threadIndex());
			this.count = context.threadCount();
		}

		@Override
		public void resize(int threadCount) {
			this.count = threadCount;
		}

		@Override
		public void produce(Emitter<? super Integer> out) {
			int mine = this.index.get();
			this.active.add(mine);
			try {
				while (mine < this.count) {
					out.emit(mine);
				}
			}
			finally {
				this.active.remove(mine);
			}
		}

	}

}
