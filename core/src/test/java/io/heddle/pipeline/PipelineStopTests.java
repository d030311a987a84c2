package io.heddle.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.heddle.buffer.Emitter;
import io.heddle.buffer.StoppedException;
import io.heddle.testing.Crew;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Starting, stopping, and what a stop says of it.
 */
@ExtendWith(NoLeakedThreads.class)
class PipelineStopTests {

	private static final Duration LONG = Duration.ofSeconds(10);

	private final List<Integer> seen = Collections.synchronizedList(new ArrayList<>());

	private final Gate gate = new Gate();

	/** Emits without end into a backend that waits at the gate. */
	private Pipeline heldAtBackend(ThreadMode mode, int capacity) {
		return Pipeline.named("held").mode(mode).from(Sources.endless()).to((Integer number) -> {
			this.gate.enter();
			this.seen.add(number);
		}, (spec) -> spec.queueCapacity(capacity)).build();
	}

	/** A frontend that waits for room waits until a quarter of the queue is free. */
	private static void awaitBlocked(Pipeline pipeline) {
		Awaitility.await()
			.until(() -> pipeline.snapshot()
				.stages()
				.get(0)
				.workers()
				.stream()
				.allMatch((worker) -> worker.doing() == StageSnapshot.Doing.BLOCKED));
	}

	@EachThreadMode
	void stopProcessesEverythingThatWasAccepted(ThreadMode mode) throws InterruptedException {
		Pipeline pipeline = heldAtBackend(mode, 97);
		pipeline.start();
		this.gate.awaitEntered();
		awaitBlocked(pipeline);
		CompletableFuture<StopReport> stopped = new CompletableFuture<>();
		try (Crew crew = new Crew(ThreadMode.PLATFORM)) {
			crew.start(() -> stopped.complete(pipeline.stop(LONG)));
			Awaitility.await().until(() -> pipeline.getState() == PipelineState.STOPPING);
			this.gate.open();
			crew.join();
		}
		StopReport report = stopped.join();
		assertThat(report.isComplete()).isTrue();
		assertThat(report.state()).isEqualTo(PipelineState.ENDED);
		assertThat(this.seen).hasSizeGreaterThanOrEqualTo(97).isSorted();
		assertThat(report.stages().get(1).drained()).isEqualTo(this.seen.size());
		Conservation.check(pipeline.snapshot());
	}

	@EachThreadMode
	void whatIsLeftAtTheLimitIsReportedAndTheThreadsAreInterrupted(ThreadMode mode) throws InterruptedException {
		Pipeline pipeline = heldAtBackend(mode, 8);
		pipeline.start();
		this.gate.awaitEntered();
		awaitBlocked(pipeline);
		StopReport report = pipeline.stop(Duration.ofMillis(200));
		assertThat(report.isComplete()).isFalse();
		StopReport.Stage backend = report.stages().get(1);
		assertThat(backend.abandoned()).isBetween(8L, 9L);
		assertThat(backend.items()).hasSize((int) backend.abandoned()).doesNotHaveDuplicates();
		assertThat(backend.blocked()).singleElement().satisfies((blocked) -> {
			assertThat(blocked.thread()).isEqualTo("held-backend-0");
			assertThat(blocked.stack()).anySatisfy((frame) -> assertThat(frame).contains("Gate"));
		});
		assertThat(report.describe()).contains("held-backend-0").contains(backend.abandoned() + " items abandoned");
		Conservation.check(pipeline.snapshot());
	}

	@EachThreadMode
	void aProducerThatWaitsForRoomIsReleasedAndItsItemIsNotAccepted(ThreadMode mode) throws InterruptedException {
		AtomicReference<Throwable> thrown = new AtomicReference<>();
		Pipeline pipeline = Pipeline.named("blocked").mode(mode).from((Emitter<? super Integer> out) -> {
			try {
				Sources.endless().produce(out);
			}
			catch (Throwable ex) {
				thrown.set(ex);
				throw ex;
			}
		}).to((Integer number) -> this.gate.enter(), (spec) -> spec.queueCapacity(1)).build();
		pipeline.start();
		this.gate.awaitEntered();
		awaitBlocked(pipeline);
		StopReport report = pipeline.stop(Duration.ofMillis(200));
		assertThat(thrown.get()).isInstanceOf(StoppedException.class);
		assertThat(report.stages().get(1).abandoned()).isEqualTo(2);
		assertThat(report.state()).isEqualTo(PipelineState.ENDED);
		Conservation.check(pipeline.snapshot());
	}

	@EachThreadMode
	void aFrontendThatWaitsForInputIsInterrupted(ThreadMode mode) throws InterruptedException {
		Pipeline pipeline = Pipeline.named("waiting").mode(mode).<Integer>from((out) -> {
			out.emit(1);
			this.gate.enter();
		}).to(this.seen::add).build();
		pipeline.start();
		this.gate.awaitEntered();
		StopReport report = pipeline.stop(LONG);
		assertThat(report.isComplete()).isTrue();
		assertThat(report.state()).isEqualTo(PipelineState.ENDED);
		assertThat(this.seen).containsExactly(1);
	}

	@EachThreadMode
	void aFrontendThatIgnoresInterruptsIsLeftBehindAndTheRestDrains(ThreadMode mode) throws InterruptedException {
		Pipeline pipeline = Pipeline.named("stubborn").mode(mode).<Integer>from((out) -> {
			out.emit(1);
			this.gate.enterStubbornly();
		}).to(this.seen::add).build();
		pipeline.start();
		this.gate.awaitEntered();
		StopReport report = pipeline.stop(Duration.ofMillis(400));
		assertThat(report.isComplete()).isFalse();
		assertThat(report.abandoned()).isZero();
		assertThat(report.state()).isEqualTo(PipelineState.ENDED);
		assertThat(report.stages().get(0).blocked()).singleElement()
			.satisfies((blocked) -> assertThat(blocked.thread()).isEqualTo("stubborn-frontend-0"));
		assertThat(this.seen).containsExactly(1);
		this.gate.open();
	}

	@EachThreadMode
	void aBackendThatIgnoresInterruptsDoesNotHangTheStop(ThreadMode mode) throws InterruptedException {
		Pipeline pipeline = Pipeline.named("stubborn")
			.mode(mode)
			.from(Sources.numbers(3))
			.to((Integer number) -> this.gate.enterStubbornly())
			.build();
		pipeline.start();
		this.gate.awaitEntered();
		StopReport report = pipeline.stop(Duration.ofMillis(100));
		assertThat(report.stages().get(1).abandoned()).isEqualTo(3);
		assertThat(report.stages().get(1).blocked()).hasSize(1);
		assertThat(pipeline.getState().isActive()).isFalse();
		this.gate.open();
	}

	@Test
	void stopBeforeTheStartIsRefused() {
		Pipeline pipeline = heldAtBackend(ThreadMode.PLATFORM, 1);
		assertThatIllegalStateException().isThrownBy(() -> pipeline.stop(LONG)).withMessageContaining("'held'");
		pipeline.close();
		assertThat(pipeline.getState()).isEqualTo(PipelineState.CREATED);
	}

	@Test
	void startingARunningPipelineIsRefused() throws InterruptedException {
		Pipeline pipeline = heldAtBackend(ThreadMode.PLATFORM, 1);
		pipeline.start();
		this.gate.awaitEntered();
		assertThatIllegalStateException().isThrownBy(pipeline::start).withMessageContaining("'held'");
		this.gate.open();
		pipeline.stop(LONG);
	}

	@Test
	void stoppingTwiceOrAfterTheEndIsHarmless() {
		Pipeline pipeline = Pipeline.named("twice").from(Sources.numbers(3)).to(this.seen::add).build();
		pipeline.run();
		assertThat(pipeline.stop(LONG).isComplete()).isTrue();
		assertThat(pipeline.stop().isComplete()).isTrue();
		assertThat(pipeline.getState()).isEqualTo(PipelineState.ENDED);
	}

	@EachThreadMode
	void aPipelineRunsAgainAfterItsEndWithFreshThreadsAndCounts(ThreadMode mode) {
		Pipeline pipeline = Pipeline.named("again").mode(mode).from(Sources.numbers(3)).to(this.seen::add).build();
		pipeline.run();
		pipeline.run();
		pipeline.start();
		assertThat(pipeline.awaitEnd(LONG)).isTrue();
		assertThat(this.seen).hasSize(9);
		assertThat(pipeline.snapshot().runs()).isEqualTo(3);
		assertThat(pipeline.snapshot().stage("backend").items().in()).isEqualTo(3);
	}

	@EachThreadMode
	void aHundredThreadsThatStartAtOnceStartItOnce(ThreadMode mode) throws InterruptedException {
		Pipeline pipeline = heldAtBackend(mode, 1);
		AtomicInteger started = new AtomicInteger();
		AtomicInteger refused = new AtomicInteger();
		try (Crew crew = new Crew(mode)) {
			crew.start(100, () -> {
				try {
					pipeline.start();
					started.incrementAndGet();
				}
				catch (IllegalStateException ex) {
					refused.incrementAndGet();
				}
			});
			crew.join();
		}
		assertThat(started).hasValue(1);
		assertThat(refused).hasValue(99);
		this.gate.open();
		assertThat(pipeline.stop(LONG).isComplete()).isTrue();
	}

	@EachThreadMode
	void manyThreadsMayStopAtOnce(ThreadMode mode) throws InterruptedException {
		Pipeline pipeline = Pipeline.named("stops").mode(mode).from(Sources.endless()).to(this.seen::add).build();
		pipeline.start();
		Awaitility.await().until(() -> !this.seen.isEmpty());
		try (Crew crew = new Crew(mode)) {
			crew.start(20, () -> assertThat(pipeline.stop(LONG).isComplete()).isTrue());
			crew.join();
		}
		Conservation.check(pipeline.snapshot());
	}

	@EachThreadMode
	void aStageMayStopItsOwnPipeline(ThreadMode mode) {
		AtomicReference<Pipeline> self = new AtomicReference<>();
		Pipeline pipeline = Pipeline.named("self").mode(mode).from(Sources.endless()).to((Integer number) -> {
			if (number == 10) {
				Objects.requireNonNull(self.get()).stop(LONG);
			}
			this.seen.add(number);
		}).build();
		self.set(pipeline);
		pipeline.run();
		assertThat(pipeline.getState()).isEqualTo(PipelineState.ENDED);
		assertThat(this.seen).contains(10).isSorted();
		Conservation.check(pipeline.snapshot());
	}

	@EachThreadMode
	void stopEndsAPauseToDrain(ThreadMode mode) {
		Pipeline pipeline = Pipeline.named("paused").mode(mode).from(Sources.endless()).to(this.seen::add).build();
		pipeline.start();
		pipeline.pause();
		assertThat(pipeline.stop(LONG).isComplete()).isTrue();
		Conservation.check(pipeline.snapshot());
	}

	@EachThreadMode
	void aStopDuringSetupIsNoFailure(ThreadMode mode) throws InterruptedException {
		Pipeline pipeline = Pipeline.named("setup").mode(mode).from(Sources.endless()).to(new Backend<Integer>() {
			@Override
			public void setup(StageContext context) {
				PipelineStopTests.this.gate.enterStubbornly();
			}

			@Override
			public void process(Integer number) {
				PipelineStopTests.this.seen.add(number);
			}
		}, StageSpec.named("backend")).build();
		pipeline.start();
		this.gate.awaitEntered();
		StopReport report = pipeline.stop(Duration.ofMillis(200));
		assertThat(report.state()).isEqualTo(PipelineState.ENDED);
		assertThat(pipeline.snapshot().failure()).isNull();
		this.gate.open();
	}

	@EachThreadMode
	void aFrontendThatIsInterruptedInItsSetupByAStopHasNotFailed(ThreadMode mode) throws InterruptedException {
		Pipeline pipeline = Pipeline.named("setup").mode(mode).from(new Frontend<Integer>() {
			@Override
			public void setup(StageContext context) {
				try {
					PipelineStopTests.this.gate.enter();
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException("Not connected", ex);
				}
			}

			@Override
			public void produce(Emitter<? super Integer> out) {
				out.emit(1);
			}
		}).to(this.seen::add).build();
		pipeline.start();
		this.gate.awaitEntered();
		assertThat(pipeline.stop(Duration.ofMillis(400)).isComplete()).isTrue();
		assertThat(this.seen).isEmpty();
	}

	@EachThreadMode
	void severalThreadsMayRunItAtOnce(ThreadMode mode) throws InterruptedException {
		for (int round = 0; round < 20; round++) {
			Pipeline pipeline = Pipeline.named("runs").mode(mode).<Integer>from((out) -> {
				out.emit(1);
				this.gate.enter();
			}).to(this.seen::add).build();
			AtomicInteger waiting = new AtomicInteger();
			try (Crew crew = new Crew(mode)) {
				crew.start(10, () -> {
					waiting.incrementAndGet();
					pipeline.run();
				});
				Awaitility.await().until(() -> waiting.get() == 10);
				this.gate.awaitEntered();
				this.gate.open();
				crew.join();
			}
		}
	}

	@Test
	void aRunThatIsInterruptedStopsThePipelineAndKeepsTheFlag() throws InterruptedException {
		Pipeline pipeline = heldAtBackend(ThreadMode.PLATFORM, 1);
		AtomicReference<Boolean> flag = new AtomicReference<>();
		try (Crew crew = new Crew(ThreadMode.PLATFORM)) {
			Thread runner = crew.start(() -> {
				pipeline.run();
				flag.set(Thread.interrupted());
			});
			this.gate.awaitEntered();
			runner.interrupt();
			crew.join();
		}
		assertThat(flag.get()).isTrue();
		assertThat(pipeline.getState().isActive()).isFalse();
	}

	@Test
	void runOnARunningPipelineWaitsForItsEnd() throws InterruptedException {
		Pipeline pipeline = Pipeline.named("joined").from(Sources.numbers(1)).to((Integer number) -> {
			this.gate.enter();
			this.seen.add(number);
		}).build();
		pipeline.start();
		this.gate.awaitEntered();
		try (Crew crew = new Crew(ThreadMode.PLATFORM)) {
			Thread caller = crew.start(() -> {
				pipeline.run();
				assertThat(this.seen).containsExactly(0);
			});
			Awaitility.await().until(() -> Crew.isParked(caller));
			this.gate.open();
			crew.join();
		}
		assertThat(pipeline.snapshot().runs()).isEqualTo(1);
	}

	@EachThreadMode
	void stopDuringHandOversLosesNothing(ThreadMode mode) {
		for (int round = 0; round < 50; round++) {
			AtomicInteger emitted = new AtomicInteger();
			AtomicInteger received = new AtomicInteger();
			Pipeline pipeline = Pipeline.named("rounds").mode(mode).<Integer>from((out) -> {
				while (true) {
					out.emit(1);
					emitted.incrementAndGet();
				}
			}).via((Integer number) -> number, (spec) -> spec.threads(2).queueCapacity(3)).to((Integer number) -> {
				received.incrementAndGet();
			}, (spec) -> spec.queueCapacity(2)).build();
			pipeline.start();
			Awaitility.await()
				.pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(1))
				.until(() -> received.get() > 10);
			assertThat(pipeline.stop(LONG).isComplete()).isTrue();
			assertThat(received).hasValue(emitted.get());
		}
	}

}
