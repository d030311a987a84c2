package io.heddle.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.heddle.buffer.Emitter;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.Eventually;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The rule of acknowledgement, see {@link Link}: with it a durable link loses nothing.
 */
@ExtendWith(NoLeakedThreads.class)
class AcknowledgementTests {

	private final RecordingLinks links = new RecordingLinks();

	private Pipeline.Builder<Integer> numbers(ThreadMode mode, int count) {
		return Pipeline.named("durable").mode(mode).links(this.links).from(Sources.numbers(count));
	}

	@EachThreadMode
	void anInputIsAcknowledgedWithThePromiseOfItsOutput(ThreadMode mode) {
		numbers(mode, 5).via((Integer item) -> "output " + item, (spec) -> spec.name("middle")).to((item) -> {
		}, (spec) -> spec.name("sink")).build().run();
		List<RecordingLinks.Acknowledgement> acknowledged = this.links.acknowledged("middle");
		assertThat(acknowledged).hasSize(5);
		for (int i = 0; i < 5; i++) {
			assertThat(acknowledged.get(i).items()).containsExactly(i);
			assertThat(acknowledged.get(i).covered()).hasSize(i + 1).endsWith("output " + i);
			assertThat(acknowledged.get(i).isPending()).isTrue();
		}
	}

	@EachThreadMode
	void anInputIsAcknowledgedAfterAllItsOutputs(ThreadMode mode) {
		numbers(mode, 2).viaFlat((Integer item, Emitter<? super String> out) -> {
			out.emit(item + " a");
			assertThat(this.links.acknowledgedItems("middle")).doesNotContain(item);
			out.emit(item + " b");
		}, (spec) -> spec.name("middle")).to((item) -> {
		}, (spec) -> spec.name("sink")).build().run();
		assertThat(this.links.acknowledged("middle")).extracting(RecordingLinks.Acknowledgement::covered)
			.containsExactly(List.of("0 a", "0 b"), List.of("0 a", "0 b", "1 a", "1 b"));
	}

	@EachThreadMode
	void theLastStageAcknowledgesWithoutAPromise(ThreadMode mode) {
		numbers(mode, 3)
			.to((item) -> assertThat(this.links.acknowledgedItems("sink")).doesNotContain(item),
					(spec) -> spec.name("sink"))
			.build()
			.run();
		assertThat(this.links.acknowledged("sink")).extracting(RecordingLinks.Acknowledgement::outputs)
			.containsExactly(null, null, null);
		assertThat(this.links.acknowledgedItems("sink")).containsExactly(0, 1, 2);
	}

	@EachThreadMode
	void aFilteredInputWaitsForNoPromiseOfOthers(ThreadMode mode) {
		numbers(mode, 2).via((Integer item) -> (item == 0) ? item : null, (spec) -> spec.name("middle")).to((item) -> {
		}, (spec) -> spec.name("sink")).build().run();
		assertPromises("middle", true, false);
	}

	@EachThreadMode
	void aSkippedInputIsAcknowledged(ThreadMode mode) {
		numbers(mode, 2).via(AcknowledgementTests::failOnOne, (spec) -> spec.name("middle").onError(OnError.SKIP))
			.to((item) -> {
			}, (spec) -> spec.name("sink"))
			.build()
			.run();
		assertPromises("middle", true, false);
	}

	@EachThreadMode
	void aDeadLetterIsAcknowledged(ThreadMode mode) {
		DeadLetters letters = DeadLetters.inMemory(1);
		numbers(mode, 2)
			.via(AcknowledgementTests::failOnOne, (spec) -> spec.name("middle").onError(OnError.DEAD_LETTER))
			.to((item) -> {
			}, (spec) -> spec.name("sink"))
			.deadLetters(letters)
			.build()
			.run();
		assertThat(letters.list()).hasSize(1);
		assertPromises("middle", true, false);
	}

	@EachThreadMode
	void whatASkippedInputHasEmittedIsPromisedToo(ThreadMode mode) {
		numbers(mode, 2).viaFlat((Integer item, Emitter<? super Integer> out) -> {
			out.emit(item);
			failOnOne(item);
		}, (spec) -> spec.name("middle").onError(OnError.SKIP)).to((item) -> {
		}, (spec) -> spec.name("sink")).build().run();
		assertPromises("middle", true, true);
		assertThat(this.links.acknowledged("middle").get(1).covered()).containsExactly(0, 1);
	}

	/** Numbers from 0 on were acknowledged one by one, with a promise or without. */
	private void assertPromises(String stage, boolean... promised) {
		List<RecordingLinks.Acknowledgement> acknowledged = this.links.acknowledged(stage);
		assertThat(acknowledged).hasSize(promised.length);
		for (int i = 0; i < promised.length; i++) {
			assertThat(acknowledged.get(i).items()).containsExactly(i);
			assertThat(acknowledged.get(i).isPending()).as("promise of %d", i).isEqualTo(promised[i]);
		}
	}

	@EachThreadMode
	void aFailedInputIsNotAcknowledged(ThreadMode mode) {
		Pipeline pipeline = numbers(mode, 5).via(AcknowledgementTests::failOnOne, (spec) -> spec.name("middle"))
			.to((item) -> {
			}, (spec) -> spec.name("sink"))
			.build();
		assertThatExceptionOfType(PipelineException.class).isThrownBy(pipeline::run);
		assertThat(this.links.acknowledgedItems("middle")).containsExactly(0);
		assertThat(this.links.acknowledgedItems("sink")).containsExactly(0);
	}

	@EachThreadMode
	void anInputThatAStopCutsOffIsNotAcknowledged(ThreadMode mode) throws InterruptedException {
		Gate gate = new Gate();
		Pipeline pipeline = numbers(mode, 5).to((item) -> {
			if (item == 2) {
				gate.enter();
			}
		}, (spec) -> spec.name("sink")).build();
		pipeline.start();
		gate.awaitEntered();
		StopReport report = pipeline.stop(Duration.ZERO);
		assertThat(report.abandoned()).isEqualTo(3);
		assertThat(this.links.acknowledgedItems("sink")).containsExactly(0, 1);
	}

	@EachThreadMode
	void aBatchIsAcknowledgedAtOnceAfterItWasProcessed(ThreadMode mode) {
		numbers(mode, 5)
			.toBatch((items) -> assertThat(this.links.acknowledgedItems("sink")).doesNotContainAnyElementsOf(items),
					(spec) -> spec.name("sink").batchSize(2).batchTimeout(Duration.ofMinutes(1)))
			.build()
			.run();
		assertThat(this.links.acknowledged("sink")).extracting(RecordingLinks.Acknowledgement::items)
			.containsExactly(List.of(0, 1), List.of(2, 3), List.of(4));
	}

	@EachThreadMode
	void aBatchWithASkippedItemIsAcknowledged(ThreadMode mode) {
		numbers(mode, 4)
			.toBatch(AcknowledgementTests::failOnOneOf, (spec) -> spec.name("sink").batchSize(2).onError(OnError.SKIP))
			.build()
			.run();
		assertThat(this.links.acknowledgedItems("sink")).containsExactly(0, 1, 2, 3);
	}

	@EachThreadMode
	void aBatchWithAFailedItemIsNotAcknowledged(ThreadMode mode) {
		Pipeline pipeline = numbers(mode, 4)
			.toBatch(AcknowledgementTests::failOnOneOf,
					(spec) -> spec.name("sink").batchSize(2).batchTimeout(Duration.ofMinutes(1)))
			.build();
		assertThatExceptionOfType(PipelineException.class).isThrownBy(pipeline::run);
		assertThat(this.links.acknowledgedItems("sink")).isEmpty();
	}

	@EachThreadMode
	void aSurplusThreadAcknowledgesItsBatchBeforeItLeaves(ThreadMode mode) throws InterruptedException {
		RecordingLinks uneven = new RecordingLinks(true);
		Gate gate = new Gate();
		Pipeline pipeline = Pipeline.named("durable").mode(mode).links(uneven).from((Emitter<? super Integer> out) -> {
			IntStream.range(0, 9).forEach(out::emit);
			gate.enter();
		}).toBatch((items) -> {
		}, (spec) -> spec.name("sink").threads(2).batchSize(100).batchTimeout(Duration.ofMinutes(1))).build();
		pipeline.start();
		Eventually.holds(() -> pipeline.snapshot().stage("sink").items().in() == 9);
		assertThat(uneven.acknowledged("sink")).isEmpty();
		pipeline.setThreads("sink", 1);
		Eventually.holds(() -> pipeline.snapshot().stage("sink").workers().size() == 1);
		assertThat(uneven.acknowledgedItems("sink")).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
		gate.open();
		assertThat(pipeline.stop().isComplete()).isTrue();
	}

	@EachThreadMode
	void manyThreadsAcknowledgeEachInputOnce(ThreadMode mode) {
		int count = 10_000;
		numbers(mode, count).via((Integer item) -> -item, (spec) -> spec.name("middle").threads(4)).to((item) -> {
		}, (spec) -> spec.name("sink").threads(2)).build().run();
		assertThat(this.links.acknowledgedItems("middle")).hasSize(count).doesNotHaveDuplicates();
		assertThat(this.links.acknowledgedItems("sink")).hasSize(count).doesNotHaveDuplicates();
	}

	private static Integer failOnOne(Integer item) {
		if (item == 1) {
			throw new IllegalArgumentException("bad item");
		}
		return item;
	}

	private static void failOnOneOf(List<Integer> items) {
		items.forEach(AcknowledgementTests::failOnOne);
	}

}
