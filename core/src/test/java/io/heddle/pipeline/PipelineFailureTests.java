package io.heddle.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.activity.ActivityState;
import io.heddle.activity.Failure;
import io.heddle.buffer.Emitter;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.testing.ThreadModes;
import io.heddle.thread.ThreadMode;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What a failure does, wherever it happens.
 */
@ExtendWith(NoLeakedThreads.class)
class PipelineFailureTests {

	private static final Duration SOON = Duration.ofSeconds(2);

	private final List<Integer> seen = Collections.synchronizedList(new ArrayList<>());

	private static PipelineException failure(Pipeline pipeline) {
		PipelineException failure = catchThrowableOfType(PipelineException.class, pipeline::run);
		assertThat(pipeline.getState()).isEqualTo(PipelineState.FAILED);
		Conservation.check(pipeline.snapshot());
		return failure;
	}

	private static Failure failed(Pipeline pipeline) {
		return Objects.requireNonNull(pipeline.snapshot().failure());
	}

	private static PipelineException failureSoon(Pipeline pipeline) {
		pipeline.start();
		assertThat(pipeline.awaitEnd(SOON)).isTrue();
		assertThat(pipeline.getState()).isEqualTo(PipelineState.FAILED);
		Conservation.check(pipeline.snapshot());
		return new PipelineException("", "", failed(pipeline).cause());
	}

	@EachThreadMode
	void whatAFrontendEmittedBeforeItFailedIsProcessed(ThreadMode mode) {
		IllegalStateException cause = new IllegalStateException("source");
		Pipeline pipeline = Pipeline.named("t218").mode(mode).<Integer>from((out) -> {
			Sources.numbers(10).produce(out);
			throw cause;
		}).via((Integer number) -> number).to(this.seen::add).build();
		assertThat(failure(pipeline)).hasCause(cause);
		assertThat(this.seen).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
	}

	@EachThreadMode
	void aBackendThatFailsWhileBothQueuesAreFullEndsThePipeline(ThreadMode mode) throws InterruptedException {
		Gate gate = new Gate();
		IllegalStateException cause = new IllegalStateException("sink");
		Pipeline pipeline = Pipeline.named("t220")
			.mode(mode)
			.from(Sources.endless())
			.via((Integer number) -> number, (spec) -> spec.queueCapacity(2).threads(3))
			.to((number) -> {
				gate.enter();
				throw cause;
			}, (spec) -> spec.queueCapacity(2))
			.build();
		pipeline.start();
		gate.awaitEntered();
		awaitFull(pipeline, "transport");
		awaitFull(pipeline, "backend");
		gate.open();
		assertThat(pipeline.awaitEnd(SOON)).isTrue();
		assertThat(failed(pipeline).cause()).isSameAs(cause);
		assertThat(failed(pipeline).where()).isEqualTo("backend");
		Conservation.check(pipeline.snapshot());
	}

	private static void awaitFull(Pipeline pipeline, String stage) {
		Awaitility.await().until(() -> {
			StageSnapshot.Queue queue = pipeline.snapshot().stage(stage).queue();
			return queue != null && queue.size() == queue.capacity();
		});
	}

	@EachThreadMode
	void aTransportThatFailsWhileItsQueueIsFullEndsThePipeline(ThreadMode mode) {
		IllegalStateException cause = new IllegalStateException("transport");
		Pipeline pipeline = Pipeline.named("t221").mode(mode).from(Sources.endless()).via((Integer number) -> {
			if (number == 100) {
				throw cause;
			}
			return number;
		}, (spec) -> spec.queueCapacity(10)).to(this.seen::add).build();
		assertThat(failureSoon(pipeline)).hasCause(cause);
		assertThat(this.seen).hasSize(100);
	}

	@EachThreadMode
	void anErrorInAnyStageIsTheCause(ThreadMode mode) {
		StackOverflowError cause = new StackOverflowError("deep");
		Pipeline pipeline = Pipeline.named("t223").mode(mode).from(Sources.endless()).to((Integer number) -> {
			throw cause;
		}).build();
		assertThat(failureSoon(pipeline)).hasCause(cause);
	}

	@EachThreadMode
	void aSetupThatFailsIsTheCauseAndNothingIsProduced(ThreadMode mode) {
		IllegalStateException cause = new IllegalStateException("setup");
		AtomicInteger cleanups = new AtomicInteger();
		AtomicInteger produced = new AtomicInteger();
		Pipeline pipeline = Pipeline.named("t214")
			.mode(mode)
			.from((Emitter<? super Integer> out) -> produced.incrementAndGet())
			.to(new Backend<Integer>() {
				@Override
				public void setup(StageContext context) {
					throw cause;
				}

				@Override
				public void process(Integer item) {
					PipelineFailureTests.this.seen.add(item);
				}

				@Override
				public void cleanup() {
					cleanups.incrementAndGet();
				}
			}, StageSpec.named("backend"))
			.build();
		assertThat(failure(pipeline)).hasCause(cause);
		assertThat(cleanups).hasValue(1);
		assertThat(this.seen).isEmpty();
		assertThat(produced).hasValue(0);
	}

	@EachThreadMode
	void aCleanupThatFailsAfterAllItemsIsReported(ThreadMode mode) {
		IllegalStateException cause = new IllegalStateException("cleanup");
		Pipeline pipeline = Pipeline.named("t215").mode(mode).from(Sources.numbers(3)).to(new Backend<Integer>() {
			@Override
			public void process(Integer item) {
				PipelineFailureTests.this.seen.add(item);
			}

			@Override
			public void cleanup() {
				throw cause;
			}
		}, StageSpec.named("backend")).build();
		assertThat(failure(pipeline)).hasCause(cause);
		assertThat(this.seen).containsExactly(0, 1, 2);
	}

	@EachThreadMode
	void laterFailuresAreSuppressedInTheFirst(ThreadMode mode) {
		IllegalStateException first = new IllegalStateException("first");
		IllegalStateException second = new IllegalStateException("second");
		Pipeline pipeline = Pipeline.named("suppressed").mode(mode).from(Sources.endless()).to(new Backend<Integer>() {
			@Override
			public void process(Integer item) {
				throw first;
			}

			@Override
			public void cleanup() {
				throw second;
			}
		}, StageSpec.named("backend")).build();
		assertThat(failure(pipeline).getCause()).isSameAs(first).hasSuppressedException(second);
	}

	@EachThreadMode
	void anInstanceThatCannotBeMadeFailsThePipeline(ThreadMode mode) {
		IllegalStateException cause = new IllegalStateException("constructor");
		Pipeline pipeline = Pipeline.named("constructor")
			.mode(mode)
			.from(Sources.endless())
			.stage(StageKind.BACKEND, () -> {
				throw cause;
			}, StageSpec.named("backend").threads(3))
			.build();
		assertThat(failure(pipeline)).hasCause(cause);
	}

	@EachThreadMode
	void siblingsOfAFailedThreadFinishTheirItems(ThreadMode mode) throws InterruptedException {
		Gate gate = new Gate(2);
		Pipeline pipeline = Pipeline.named("siblings").mode(mode).from(Sources.numbers(2)).via((Integer number) -> {
			gate.enter();
			if (number == 0) {
				throw new IllegalStateException("zero");
			}
			return number;
		}, (spec) -> spec.threads(2)).to(this.seen::add).build();
		pipeline.start();
		gate.awaitEntered();
		gate.open();
		assertThat(pipeline.awaitEnd(SOON)).isTrue();
		StageSnapshot.Items items = pipeline.snapshot().stage("transport").items();
		assertThat(items.failed()).isEqualTo(1);
		assertThat(items.passed() + items.abandoned()).isEqualTo(1);
		Conservation.check(pipeline.snapshot());
	}

	@EachThreadMode
	void anInterruptFromOutsideIsAFailureAndNotAHang(ThreadMode mode) throws InterruptedException {
		Gate gate = new Gate();
		List<Thread> threads = new ArrayList<>();
		Pipeline pipeline = Pipeline.named("interrupted").mode(mode).from(Sources.endless()).to((Integer number) -> {
			threads.add(Thread.currentThread());
			gate.enter();
		}).build();
		pipeline.start();
		gate.awaitEntered();
		threads.get(0).interrupt();
		assertThat(pipeline.awaitEnd(SOON)).isTrue();
		assertThat(failed(pipeline).cause()).isInstanceOf(InterruptedException.class);
	}

	@Test
	void aFailedPipelineCanBeStartedAgain() {
		AtomicInteger runs = new AtomicInteger();
		Pipeline pipeline = Pipeline.named("again").from(Sources.numbers(5)).to((Integer number) -> {
			if (runs.get() == 0) {
				runs.incrementAndGet();
				throw new IllegalStateException("once");
			}
			this.seen.add(number);
		}).build();
		failure(pipeline);
		pipeline.run();
		assertThat(this.seen).containsExactly(0, 1, 2, 3, 4);
		assertThat(pipeline.getState()).isEqualTo(PipelineState.ENDED);
		assertThat(pipeline.snapshot().failure()).isNull();
	}

	@Test
	void theMessageNamesPipelineStageThreadAndCause() {
		Pipeline pipeline = Pipeline.named("census").from(Sources.numbers(5)).to((Integer number) -> {
			throw new IllegalStateException("disk full");
		}, (spec) -> spec.name("store")).build();
		assertThatExceptionOfType(PipelineException.class).isThrownBy(pipeline::run)
			.withMessageContaining("'census'")
			.withMessageContaining("'store'")
			.withMessageContaining("census-store-0")
			.withMessageContaining("disk full");
	}

	@EachThreadMode
	void aFrontendIsCalledAgainWithOnErrorRetry(ThreadMode mode) {
		AtomicInteger calls = new AtomicInteger();
		Pipeline pipeline = Pipeline.named("retry").mode(mode).<Integer>from((out) -> {
			int call = calls.getAndIncrement();
			out.emit(call);
			if (call < 3) {
				throw new IllegalStateException("feed is away");
			}
		}, (spec) -> spec.onError(OnError.RETRY).retry(RetrySpec.attempts(2).delay(Duration.ofMillis(1))))
			.to(this.seen::add)
			.build();
		pipeline.run();
		assertThat(this.seen).containsExactly(0, 1, 2, 3);
		assertThat(pipeline.snapshot().stages().get(0).items().retried()).isEqualTo(3);
	}

	@EachThreadMode
	void aFrontendThatFailsAtOnceAndAlwaysUsesUpItsAttempts(ThreadMode mode) {
		AtomicInteger calls = new AtomicInteger();
		Pipeline pipeline = Pipeline.named("attempts").mode(mode).<Integer>from((out) -> {
			calls.incrementAndGet();
			throw new IllegalStateException("feed is gone");
		}, (spec) -> spec.onError(OnError.RETRY).retry(RetrySpec.attempts(4).delay(Duration.ofMillis(1))))
			.to(this.seen::add)
			.build();
		failure(pipeline);
		assertThat(calls).hasValue(4);
	}

	@EachThreadMode
	void aFrontendThatLeavesItsThreadInterruptedFailsInsteadOfEnding(ThreadMode mode) {
		IllegalStateException cause = new IllegalStateException("feed was interrupted");
		Pipeline pipeline = Pipeline.named("flag").mode(mode).<Integer>from((out) -> {
			Thread.currentThread().interrupt();
			throw cause;
		}, (spec) -> spec.onError(OnError.RETRY)).to(this.seen::add).build();
		assertThat(failure(pipeline)).hasCause(cause);
	}

	@EachThreadMode
	void aRetryThatIsInterruptedFromOutsideIsAFailure(ThreadMode mode) {
		IllegalStateException cause = new IllegalStateException("was interrupted");
		Pipeline pipeline = Pipeline.named("flag").mode(mode).from(Sources.endless()).to((Integer number) -> {
			Thread.currentThread().interrupt();
			throw cause;
		}, (spec) -> spec.onError(OnError.SKIP).retry(RetrySpec.attempts(3))).build();
		assertThat(failureSoon(pipeline)).hasCause(cause);
	}

	@EachThreadMode
	void aFailureDoesNotInterruptTheCleanupOfAnotherThread(ThreadMode mode) throws InterruptedException {
		Cleaning source = new Cleaning();
		Pipeline pipeline = Pipeline.named("cleaning").mode(mode).from(source).to((Integer number) -> {
			source.gate.awaitEntered();
			throw new IllegalStateException("sink");
		}).build();
		pipeline.start();
		Awaitility.await().until(() -> pipeline.getState() == PipelineState.STOPPING);
		source.gate.open();
		assertThat(pipeline.awaitEnd(SOON)).isTrue();
		assertThat(source.interrupted).isFalse();
		assertThat(failed(pipeline).cause()).hasMessage("sink").hasNoSuppressedExceptions();
	}

	@EachThreadMode
	void aFailureWaitsForNoListener(ThreadMode mode) throws InterruptedException {
		Gate gate = new Gate();
		AtomicInteger ended = new AtomicInteger();
		Pipeline pipeline = Pipeline.named("listened").mode(mode).from((Emitter<? super Integer> out) -> {
			try {
				Sources.endless().produce(out);
			}
			finally {
				ended.incrementAndGet();
			}
		}).to((Integer number) -> {
			throw new IllegalStateException("sink");
		}).build();
		pipeline.addListener((activity, from, to) -> {
			if (to == ActivityState.STOPPING) {
				gate.enterStubbornly();
			}
		});
		pipeline.start();
		gate.awaitEntered();
		Awaitility.await().until(() -> ended.get() == 1);
		gate.open();
		assertThat(pipeline.awaitEnd(SOON)).isTrue();
	}

	/** All modes at once, since each takes the patience that there is with a frontend. */
	@Test
	void aFrontendThatIgnoresInterruptsDoesNotHangAFailedRun() {
		Gate gate = new Gate();
		List<Pipeline> stubborn = ThreadModes.supported().map((mode) -> stubborn(mode, gate)).toList();
		stubborn.forEach(Pipeline::start);
		for (Pipeline pipeline : stubborn) {
			assertThat(pipeline.awaitEnd(Duration.ofSeconds(10))).isTrue();
			assertThat(failed(pipeline).cause()).hasMessage("sink");
			Conservation.check(pipeline.snapshot());
		}
		gate.open();
	}

	private static Pipeline stubborn(ThreadMode mode, Gate gate) {
		return Pipeline.named("stubborn").mode(mode).<Integer>from((out) -> {
			out.emit(1);
			gate.enterStubbornly();
		}).to((Integer number) -> {
			throw new IllegalStateException("sink");
		}).build();
	}

	@EachThreadMode
	void emittingNullFailsWithAClearText(ThreadMode mode) {
		Pipeline pipeline = Pipeline.named("nulls")
			.mode(mode)
			.<Integer>from((out) -> emitNull(out))
			.to(this.seen::add)
			.build();
		assertThat(failure(pipeline).getCause()).hasMessageContaining("emitted null")
			.hasMessageContaining("'frontend'");
	}

	@SuppressWarnings({ "NullAway", "DataFlowIssue" })
	private static void emitNull(Emitter<? super Integer> out) {
		@Nullable Integer nothing = null;
		out.emit(nothing);
	}

	@EachThreadMode
	void emittingInAnotherThreadFailsWithAClearText(ThreadMode mode) {
		List<Throwable> thrown = new ArrayList<>();
		Pipeline pipeline = Pipeline.named("other").mode(mode).<Integer>from((out) -> {
			Thread other = new Thread(() -> {
				try {
					out.emit(1);
				}
				catch (IllegalStateException ex) {
					thrown.add(ex);
				}
			}, "other");
			other.start();
			other.join();
		}).to(this.seen::add).build();
		pipeline.run();
		assertThat(thrown).singleElement()
			.satisfies((ex) -> assertThat(ex).hasMessageContaining("'other'").hasMessageContaining("other-frontend-0"));
		assertThat(this.seen).isEmpty();
	}

	/** Emits one item, and waits in its cleanup. */
	private static final class Cleaning implements Frontend<Integer> {

		private final Gate gate = new Gate();

		private volatile boolean interrupted;

		@Override
		public void produce(Emitter<? super Integer> out) {
			out.emit(1);
		}

		@Override
		public void cleanup() throws InterruptedException {
			try {
				this.gate.enter();
			}
			catch (InterruptedException ex) {
				this.interrupted = true;
				throw ex;
			}
		}

	}

}
