package io.heddle.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.heddle.buffer.Emitter;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.testing.Numbered;
import io.heddle.thread.ThreadMode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What goes in comes out: order, completeness, shapes.
 */
@ExtendWith(NoLeakedThreads.class)
class PipelineFlowTests {

	private static final int MILLION = 1_000_000;

	private static Frontend<Integer> numbers(int count) {
		return (out) -> IntStream.range(0, count).forEach(out::emit);
	}

	@EachThreadMode
	void oneThreadPerStageKeepsTheOrder(ThreadMode mode) {
		List<Integer> seen = new ArrayList<>();
		Pipeline pipeline = Pipeline.named("ordered")
			.mode(mode)
			.from(numbers(MILLION))
			.via((Integer number) -> number + 1)
			.to(seen::add)
			.build();
		pipeline.run();
		assertThat(seen).hasSize(MILLION).isSorted().startsWith(1).endsWith(MILLION);
		assertThat(pipeline.getState()).isEqualTo(PipelineState.ENDED);
	}

	@EachThreadMode
	void aMillionItemsThroughManyThreadsArriveOnce(ThreadMode mode) {
		Numbered seen = new Numbered(MILLION);
		Pipeline pipeline = Pipeline.named("wide")
			.mode(mode)
			.from(numbers(MILLION))
			.via((Integer number) -> number, (spec) -> spec.threads(4))
			.to(seen::mark, (spec) -> spec.threads(2))
			.build();
		pipeline.run();
		seen.assertEachOnce();
		Conservation.check(pipeline.snapshot());
	}

	@EachThreadMode
	void aFrontendMayFeedABackendDirectly(ThreadMode mode) {
		List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
		Pipeline pipeline = Pipeline.named("short").mode(mode).from(numbers(10)).to(seen::add).build();
		pipeline.run();
		assertThat(seen).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
	}

	@EachThreadMode
	void aResizeUnderLoadLosesAndDoublesNothing(ThreadMode mode) {
		Numbered seen = new Numbered(MILLION);
		Pipeline pipeline = Pipeline.named("resized")
			.mode(mode)
			.from(numbers(MILLION))
			.via((Integer number) -> number, (spec) -> spec.name("middle"))
			.to(seen::mark)
			.build();
		pipeline.start();
		int threads = 1;
		while (!pipeline.awaitEnd(Duration.ofMillis(50))) {
			threads = (threads == 1) ? 64 : 1;
			pipeline.setThreads("middle", threads);
		}
		seen.assertEachOnce();
		Conservation.check(pipeline.snapshot());
	}

	@EachThreadMode
	void aTransportMayBeTheLastStage(ThreadMode mode) {
		List<Integer> seen = new ArrayList<>();
		Pipeline pipeline = Pipeline.named("open").mode(mode).from(numbers(10)).via((Integer number) -> {
			seen.add(number);
			return number;
		}).build();
		pipeline.run();
		assertThat(seen).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
		assertThat(pipeline.snapshot().stage("transport").items().passed()).isEqualTo(10);
	}

	@EachThreadMode
	void anEmptyFrontendEndsThePipelineNormally(ThreadMode mode) {
		List<Integer> seen = new ArrayList<>();
		Pipeline pipeline = Pipeline.named("empty")
			.mode(mode)
			.from(numbers(0))
			.via((Integer number) -> number, (spec) -> spec.threads(3))
			.to(seen::add)
			.build();
		pipeline.run();
		assertThat(seen).isEmpty();
		assertThat(pipeline.getState()).isEqualTo(PipelineState.ENDED);
	}

	@EachThreadMode
	void aTransportThatReturnsNullFiltersTheItemOut(ThreadMode mode) {
		List<Integer> seen = new ArrayList<>();
		Pipeline pipeline = Pipeline.named("filter")
			.mode(mode)
			.from(numbers(10))
			.via((Integer number) -> (number % 2 == 0) ? number : null)
			.to(seen::add)
			.build();
		pipeline.run();
		assertThat(seen).containsExactly(0, 2, 4, 6, 8);
		assertThat(pipeline.snapshot().stage("transport").items().filtered()).isEqualTo(5);
		Conservation.check(pipeline.snapshot());
	}

	@EachThreadMode
	void aFlatTransportMakesAnyNumberOfItemsOfOne(ThreadMode mode) {
		List<Integer> seen = new ArrayList<>();
		Pipeline pipeline = Pipeline.named("flat")
			.mode(mode)
			.from(numbers(4))
			.<Integer>viaFlat((number, out) -> IntStream.range(0, number).forEach(out::emit))
			.to(seen::add)
			.build();
		pipeline.run();
		assertThat(seen).containsExactly(0, 0, 1, 0, 1, 2);
		StageSnapshot.Items items = pipeline.snapshot().stage("transport").items();
		assertThat(items.filtered()).isEqualTo(1);
		assertThat(items.passed()).isEqualTo(3);
		assertThat(items.out()).isEqualTo(6);
	}

	@EachThreadMode
	void whatAFailedAttemptHasEmittedCountsAsOutput(ThreadMode mode) {
		AtomicInteger attempts = new AtomicInteger();
		Pipeline pipeline = Pipeline.named("again")
			.mode(mode)
			.from(Sources.numbers(1))
			.<Integer>viaFlat((number, out) -> {
				if (attempts.getAndIncrement() == 0) {
					out.emit(number);
					throw new IllegalStateException("after the output");
				}
			}, (spec) -> spec.name("flat").retry(RetrySpec.attempts(2).delay(Duration.ofMillis(1))))
			.to((number) -> {
			})
			.build();
		pipeline.run();
		StageSnapshot.Items items = pipeline.snapshot().stage("flat").items();
		assertThat(items.passed()).isEqualTo(1);
		assertThat(items.filtered()).isZero();
		Conservation.check(pipeline.snapshot());
	}

	@EachThreadMode
	void severalFrontendThreadsShareTheirInput(ThreadMode mode) {
		Numbered seen = new Numbered(100_000);
		Pipeline pipeline = Pipeline.named("shared")
			.mode(mode)
			.from(new Slice(seen.count()), (spec) -> spec.threads(4))
			.to(seen::mark)
			.build();
		pipeline.run();
		seen.assertEachOnce();
	}

	@EachThreadMode
	void aSlowFrontendThreadIsNotStoppedByAQuickOne(ThreadMode mode) throws InterruptedException {
		List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
		Gate gate = new Gate();
		AtomicInteger threads = new AtomicInteger();
		Pipeline pipeline = Pipeline.named("uneven").mode(mode).<Integer>from((out) -> {
			if (threads.getAndIncrement() == 0) {
				gate.enter();
			}
			IntStream.range(0, 20).forEach(out::emit);
		}, (spec) -> spec.threads(3)).to(seen::add).build();
		pipeline.start();
		gate.awaitEntered();
		Awaitility.await().until(() -> seen.size() == 40);
		gate.open();
		assertThat(pipeline.awaitEnd(Duration.ofSeconds(10))).isTrue();
		assertThat(seen).hasSize(60);
	}

	@EachThreadMode
	void aBatchIsFullOrAsOldAsItsTimeout(ThreadMode mode) throws InterruptedException {
		List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
		Gate gate = new Gate();
		Pipeline pipeline = Pipeline.named("batches").mode(mode).<Integer>from((out) -> {
			IntStream.range(0, 25).forEach(out::emit);
			gate.enter();
			IntStream.range(0, 3).forEach(out::emit);
		}).toBatch((items) -> {
			sizes.add(items.size());
		}, (spec) -> spec.batchSize(10).batchTimeout(Duration.ofMillis(50))).build();
		pipeline.start();
		Awaitility.await().until(() -> sizes.stream().mapToInt(Integer::intValue).sum() == 25);
		gate.open();
		assertThat(pipeline.awaitEnd(Duration.ofSeconds(10))).isTrue();
		assertThat(sizes).doesNotContain(0).allMatch((size) -> size <= 10);
		assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(28);
		Conservation.check(pipeline.snapshot());
	}

	@EachThreadMode
	void aBatchIsNobodysToChange(ThreadMode mode) {
		List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
		Pipeline pipeline = Pipeline.named("kept").mode(mode).from(numbers(3)).toBatch((items) -> {
			seen.addAll(items);
			items.clear();
		}, (spec) -> spec.onError(OnError.SKIP)).build();
		pipeline.run();
		assertThat(pipeline.snapshot().stages().get(1).items().failed()).isEqualTo(3);
		Conservation.check(pipeline.snapshot());
	}

	@EachThreadMode
	void theLastBatchIsProcessedThoughUserCodeLeftTheThreadInterrupted(ThreadMode mode) {
		List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
		Gate gate = new Gate();
		Pipeline pipeline = Pipeline.named("flag").mode(mode).from((Emitter<? super Integer> out) -> {
			numbers(3).produce(out);
			gate.open();
		}).toBatch((List<Integer> items) -> {
			gate.enterStubbornly();
			seen.addAll(items);
			Thread.currentThread().interrupt();
		}, (spec) -> spec.batchSize(2)).build();
		pipeline.start();
		assertThat(pipeline.awaitEnd(Duration.ofSeconds(10))).isTrue();
		assertThat(pipeline.snapshot().stages().get(1).items().abandoned()).isZero();
		assertThat(seen).containsExactly(0, 1, 2);
		Conservation.check(pipeline.snapshot());
	}

	@EachThreadMode
	void fiveStagesPassEverythingOn(ThreadMode mode) {
		Numbered seen = new Numbered(200_000);
		Pipeline pipeline = Pipeline.named("long")
			.mode(mode)
			.from(numbers(seen.count()))
			.via((Integer number) -> "" + number, (spec) -> spec.threads(2).queueCapacity(1))
			.via((String text) -> Long.valueOf(text), (spec) -> spec.threads(3).queueCapacity(10))
			.via((Long number) -> number.intValue(), (spec) -> spec.threads(20))
			.toBatch((items) -> items.forEach(seen::mark), (spec) -> spec.threads(2))
			.build();
		pipeline.run();
		seen.assertEachOnce();
		Conservation.check(pipeline.snapshot());
	}

	/** Each thread emits its slice of the numbers. */
	private record Slice(int count, ThreadLocal<StageContext> context) implements Frontend<Integer> {

		Slice(int count) {
			this(count, new ThreadLocal<>());
		}

		@Override
		public void setup(StageContext context) {
			this.context.set(context);
		}

		@Override
		public void produce(Emitter<? super Integer> out) {
			StageContext mine = this.context.get();
			IntStream.range(0, this.count)
				.filter((number) -> number % mine.threadCount() == mine.threadIndex())
				.forEach(out::emit);
		}

	}

}
