package io.heddle.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import io.heddle.testing.EachThreadMode;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What becomes of an item that fails.
 */
@ExtendWith(NoLeakedThreads.class)
class ErrorPolicyTests {

	private static final RetrySpec THREE_TIMES = RetrySpec.attempts(3).delay(Duration.ofMillis(1));

	private final List<Integer> seen = Collections.synchronizedList(new ArrayList<>());

	private final Map<Integer, Integer> attempts = new ConcurrentHashMap<>();

	private final DeadLetters letters = DeadLetters.inMemory(10);

	/** Fails for 5 as often as told, and for no other item. */
	private Transport<Integer, Integer> failingForFive(int times) {
		return (number) -> {
			int attempt = this.attempts.merge(number, 1, Integer::sum);
			if (number == 5 && attempt <= times) {
				throw new IllegalArgumentException("five, attempt " + attempt);
			}
			return number;
		};
	}

	private Pipeline pipeline(ThreadMode mode, int times, UnaryOperator<StageSpec> spec) {
		return Pipeline.named("policy")
			.mode(mode)
			.deadLetters(this.letters)
			.from(Sources.numbers(10))
			.via(failingForFive(times), (stage) -> spec.apply(stage.name("middle")))
			.to(this.seen::add)
			.build();
	}

	private static StageSnapshot.Items middle(Pipeline pipeline) {
		Conservation.check(pipeline.snapshot());
		return pipeline.snapshot().stage("middle").items();
	}

	@EachThreadMode
	void skipLeavesTheBadItemOutAndGoesOn(ThreadMode mode) {
		Pipeline pipeline = pipeline(mode, Integer.MAX_VALUE, (spec) -> spec.onError(OnError.SKIP));
		pipeline.run();
		assertThat(this.seen).containsExactly(0, 1, 2, 3, 4, 6, 7, 8, 9);
		assertThat(middle(pipeline).failed()).isEqualTo(1);
		assertThat(middle(pipeline).passed()).isEqualTo(9);
	}

	@EachThreadMode
	void anErrorOfTheJvmReachesTheFatalHandlerWhateverBecomesOfTheItem(ThreadMode mode) {
		for (OnError onError : List.of(OnError.SKIP, OnError.DEAD_LETTER, OnError.STOP)) {
			List<String> told = Collections.synchronizedList(new ArrayList<>());
			Pipeline pipeline = Pipeline.named("fatal")
				.mode(mode)
				.fatalErrors((error, where) -> told.add(where + ": " + error.getMessage()))
				.from(Sources.numbers(1))
				.<Integer>via((number) -> {
					throw new OutOfMemoryError("thrown by a test");
				}, (spec) -> spec.name("middle").onError(onError))
				.to(this.seen::add)
				.build();
			pipeline.start();
			assertThat(pipeline.awaitEnd(Duration.ofSeconds(10))).isTrue();
			assertThat(told).containsExactly("Stage 'middle' of pipeline 'fatal': thrown by a test");
		}
	}

	@EachThreadMode
	void aRetryThatSucceedsKeepsItemAndOrder(ThreadMode mode) {
		Pipeline pipeline = pipeline(mode, 2, (spec) -> spec.retry(THREE_TIMES));
		pipeline.run();
		assertThat(this.seen).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
		assertThat(middle(pipeline).retried()).isEqualTo(2);
		assertThat(middle(pipeline).failed()).isZero();
	}

	@EachThreadMode
	void attemptsCountTheFirstTry(ThreadMode mode) {
		Pipeline pipeline = pipeline(mode, Integer.MAX_VALUE, (spec) -> spec.retry(THREE_TIMES).onError(OnError.SKIP));
		pipeline.run();
		assertThat(this.attempts).containsEntry(5, 3);
		assertThat(middle(pipeline).retried()).isEqualTo(2);
		assertThat(middle(pipeline).failed()).isEqualTo(1);
	}

	@EachThreadMode
	void afterItsRetriesAnItemStopsThePipeline(ThreadMode mode) {
		Pipeline pipeline = pipeline(mode, Integer.MAX_VALUE, (spec) -> spec.retry(THREE_TIMES));
		PipelineException failure = catchThrowableOfType(PipelineException.class, pipeline::run);
		assertThat(failure.getCause()).hasMessage("five, attempt 3");
		assertThat(this.seen).containsExactly(0, 1, 2, 3, 4);
		assertThat(middle(pipeline).failed()).isEqualTo(1);
	}

	@EachThreadMode
	void aDeadLetterHasItemCauseAndAttempts(ThreadMode mode) {
		Pipeline pipeline = pipeline(mode, Integer.MAX_VALUE,
				(spec) -> spec.retry(THREE_TIMES).onError(OnError.DEAD_LETTER));
		pipeline.run();
		assertThat(this.seen).containsExactly(0, 1, 2, 3, 4, 6, 7, 8, 9);
		assertThat(middle(pipeline).deadLettered()).isEqualTo(1);
		assertThat(this.letters.list()).singleElement().satisfies((letter) -> {
			assertThat(letter.item()).isEqualTo(5);
			assertThat(letter.attempts()).isEqualTo(3);
			assertThat(letter.stage()).isEqualTo("middle");
			assertThat(letter.pipeline()).isEqualTo("policy");
			assertThat(letter.cause()).hasMessage("five, attempt 3");
		});
	}

	@EachThreadMode
	void aStoreThatRefusesALetterFailsThePipelineWithTheCauseOfTheLetter(ThreadMode mode) {
		DeadLetters full = DeadLetters.inMemory(1);
		Pipeline pipeline = Pipeline.named("full")
			.mode(mode)
			.deadLetters(full)
			.from(Sources.numbers(10))
			.to((Integer number) -> {
				throw new IllegalArgumentException("item " + number);
			}, (spec) -> spec.onError(OnError.DEAD_LETTER))
			.build();
		PipelineException failure = catchThrowableOfType(PipelineException.class, pipeline::run);
		assertThat(failure.getCause()).hasMessage("item 1");
		assertThat(Objects.requireNonNull(failure.getCause()).getSuppressed()).singleElement()
			.satisfies((ex) -> assertThat(ex).hasMessageContaining("heddle.dead-letters.capacity"));
		Conservation.check(pipeline.snapshot());
	}

	@EachThreadMode
	void replayedLettersAreProcessedByTheirStage(ThreadMode mode) throws InterruptedException {
		Gate gate = new Gate();
		Pipeline pipeline = Pipeline.named("replay").mode(mode).deadLetters(this.letters).<Integer>from((out) -> {
			Sources.numbers(10).produce(out);
			gate.enter();
		})
			.via(failingForFive(1), (spec) -> spec.name("middle").onError(OnError.DEAD_LETTER))
			.to(this.seen::add)
			.build();
		pipeline.start();
		Awaitility.await().until(() -> this.seen.size() == 9);
		assertThat(this.letters.replay(pipeline)).isEqualTo(1);
		gate.open();
		assertThat(pipeline.awaitEnd(Duration.ofSeconds(10))).isTrue();
		assertThat(this.seen).contains(5).hasSize(10);
		assertThat(this.letters.list()).isEmpty();
	}

	@Test
	void aReplayIntoAPipelineThatDoesNotRunKeepsTheLetters() {
		Pipeline pipeline = pipeline(ThreadMode.PLATFORM, 1, (spec) -> spec.onError(OnError.DEAD_LETTER));
		pipeline.run();
		assertThatIllegalStateException().isThrownBy(() -> this.letters.replay(pipeline))
			.withMessageContaining("'policy'");
		assertThat(this.letters.list()).hasSize(1);
	}

	@EachThreadMode
	void aBadItemInABatchFailsAlone(ThreadMode mode) {
		AtomicInteger calls = new AtomicInteger();
		Pipeline pipeline = Pipeline.named("batch").mode(mode).from(Sources.numbers(10)).toBatch((items) -> {
			calls.incrementAndGet();
			if (items.contains(5)) {
				throw new IllegalArgumentException("five among " + items.size());
			}
			this.seen.addAll(items);
		}, (spec) -> spec.name("middle").batchSize(10).batchTimeout(Duration.ofMinutes(1)).onError(OnError.SKIP))
			.build();
		pipeline.run();
		assertThat(this.seen).containsExactly(0, 1, 2, 3, 4, 6, 7, 8, 9);
		assertThat(calls).hasValue(11);
		assertThat(middle(pipeline).failed()).isEqualTo(1);
		assertThat(middle(pipeline).passed()).isEqualTo(9);
	}

	@EachThreadMode
	void aBatchIsRetriedWholeFirst(ThreadMode mode) {
		List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
		Pipeline pipeline = Pipeline.named("batch").mode(mode).from(Sources.numbers(10)).toBatch((items) -> {
			sizes.add(items.size());
			if (sizes.size() < 3) {
				throw new IllegalStateException("database is away");
			}
			this.seen.addAll(items);
		}, (spec) -> spec.name("middle").batchSize(10).batchTimeout(Duration.ofMinutes(1)).retry(THREE_TIMES)).build();
		pipeline.run();
		assertThat(sizes).containsExactly(10, 10, 10);
		assertThat(this.seen).hasSize(10);
		assertThat(middle(pipeline).retried()).isEqualTo(2);
	}

	@EachThreadMode
	void aBadItemInABatchStopsThePipelineAfterTheGoodOnesBeforeIt(ThreadMode mode) {
		Pipeline pipeline = Pipeline.named("batch").mode(mode).from(Sources.numbers(10)).toBatch((items) -> {
			if (items.contains(5)) {
				throw new IllegalArgumentException("five");
			}
			this.seen.addAll(items);
		}, (spec) -> spec.name("middle").batchSize(10).batchTimeout(Duration.ofMinutes(1))).build();
		PipelineException failure = catchThrowableOfType(PipelineException.class, pipeline::run);
		assertThat(failure.getCause()).hasMessage("five");
		assertThat(this.seen).containsExactly(0, 1, 2, 3, 4);
		assertThat(middle(pipeline).failed()).isEqualTo(1);
		assertThat(middle(pipeline).abandoned()).isEqualTo(4);
	}

	@EachThreadMode
	void aPoisonItemDoesNotNarrowTheStage(ThreadMode mode) {
		Pipeline pipeline = Pipeline.named("poison").mode(mode).from(Sources.numbers(1000)).via((Integer number) -> {
			if (number % 10 == 0) {
				throw new AssertionError("poison");
			}
			return number;
		}, (spec) -> spec.name("middle").threads(4).onError(OnError.SKIP)).to(this.seen::add).build();
		pipeline.run();
		assertThat(this.seen).hasSize(900);
		assertThat(middle(pipeline).failed()).isEqualTo(100);
	}

	@EachThreadMode
	void outputsEmittedBeforeAFailureStayEmitted(ThreadMode mode) {
		AtomicInteger calls = new AtomicInteger();
		Pipeline pipeline = Pipeline.named("flat")
			.mode(mode)
			.from(Sources.numbers(1))
			.<Integer>viaFlat((number, out) -> {
				out.emit(1);
				if (calls.incrementAndGet() == 1) {
					throw new IllegalStateException("after the first output");
				}
				out.emit(2);
			}, (spec) -> spec.name("middle").retry(THREE_TIMES))
			.to(this.seen::add)
			.build();
		pipeline.run();
		assertThat(this.seen).containsExactly(1, 1, 2);
		assertThat(middle(pipeline).out()).isEqualTo(3);
		assertThat(middle(pipeline).passed()).isEqualTo(1);
	}

}
