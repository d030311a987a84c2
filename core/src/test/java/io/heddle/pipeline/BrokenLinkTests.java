package io.heddle.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.buffer.Inlet;
import io.heddle.buffer.Outlet;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * A link that throws fails its pipeline and hangs nothing.
 */
@ExtendWith(NoLeakedThreads.class)
class BrokenLinkTests {

	private static final Duration SOON = Duration.ofSeconds(5);

	private final List<Integer> seen = Collections.synchronizedList(new ArrayList<>());

	private final AtomicInteger cleanups = new AtomicInteger();

	private Pipeline pipeline(Frontend<Integer> source, LinkProvider links) {
		return Pipeline.named("broken").links(links).from(source).to(new Backend<Integer>() {
			@Override
			public void process(Integer number) {
				BrokenLinkTests.this.seen.add(number);
			}

			@Override
			public void cleanup() {
				BrokenLinkTests.this.cleanups.incrementAndGet();
			}
		}, StageSpec.named("backend")).build();
	}

	private static void assertFails(Pipeline pipeline, String message) {
		assertThat(pipeline.awaitEnd(SOON)).as("ended").isTrue();
		assertThat(pipeline.getState()).isEqualTo(PipelineState.FAILED);
		assertThat(Objects.requireNonNull(pipeline.snapshot().failure()).cause()).hasMessage(message);
	}

	@Test
	void aCloseThatThrowsIsTheFailure() {
		Pipeline pipeline = pipeline(Sources.numbers(3), (name, stage) -> new Broken(stage) {
			@Override
			public void close() {
				super.close();
				throw new IllegalStateException("close");
			}
		});
		pipeline.start();
		assertFails(pipeline, "close");
		assertThat(this.seen).containsExactly(0, 1, 2);
	}

	@Test
	void aRemovalOfTheRemainingItemsThatThrowsIsTheFailure() {
		Pipeline pipeline = pipeline(Sources.numbers(3), (name, stage) -> new Broken(stage) {
			@Override
			public List<Object> removeRemaining() {
				throw new IllegalStateException("remaining");
			}
		});
		pipeline.start();
		assertFails(pipeline, "remaining");
	}

	@Test
	void anAbortThatThrowsHoldsUpNoFailure() {
		Pipeline pipeline = pipeline((out) -> {
			out.emit(1);
			throw new IllegalStateException("source");
		}, (name, stage) -> new Broken(stage) {
			@Override
			public void seal() {
				throw new IllegalStateException("seal");
			}

			@Override
			public void abort() {
				super.abort();
				throw new IllegalStateException("abort");
			}
		});
		pipeline.start();
		assertFails(pipeline, "source");
		assertThat(pipeline.stop(SOON).state()).isEqualTo(PipelineState.FAILED);
	}

	@Test
	void anAbortThatThrowsHoldsUpNoStop() throws InterruptedException {
		Gate gate = new Gate();
		Pipeline pipeline = pipeline((out) -> {
			out.emit(1);
			gate.enterStubbornly();
		}, (name, stage) -> new Broken(stage) {
			@Override
			public void seal() {
				super.seal();
				throw new IllegalStateException("seal");
			}

			@Override
			public void abort() {
				super.abort();
				throw new IllegalStateException("abort");
			}
		});
		pipeline.start();
		gate.awaitEntered();
		assertThat(pipeline.stop(Duration.ofMillis(200)).state()).isEqualTo(PipelineState.FAILED);
		gate.open();
	}

	@Test
	void anEndThatCannotBeClosedIsTheFailureAndTheThreadCleansUp() {
		Pipeline pipeline = pipeline(Sources.endless(), (name, stage) -> new Broken(stage) {
			@Override
			public Inlet<Object> inlet() {
				return new BrokenInlet(super.inlet());
			}
		});
		pipeline.start();
		pipeline.stop(Duration.ZERO);
		assertFails(pipeline, "abandon");
		assertThat(this.cleanups).hasValue(1);
	}

	@Test
	void aLinkThatCannotBeOpenedLeavesThePipelineAsItWas() {
		Pipeline pipeline = pipeline(Sources.numbers(3), (name, stage) -> {
			throw new IllegalStateException("open");
		});
		assertThatIllegalStateException().isThrownBy(pipeline::start).withMessage("open");
		assertThat(pipeline.getState()).isEqualTo(PipelineState.CREATED);
	}

	@Test
	void aThreadThatCannotBeConnectedLeavesTheOthersAtWork() throws InterruptedException {
		Gate gate = new Gate();
		Pipeline pipeline = pipeline((out) -> {
			gate.enter();
			Sources.numbers(3).produce(out);
		}, (name, stage) -> new Broken(stage) {
			private int inlets;

			@Override
			public Inlet<Object> inlet() {
				if (this.inlets++ == 2) {
					throw new IllegalStateException("inlet");
				}
				return super.inlet();
			}
		});
		pipeline.start();
		gate.awaitEntered();
		assertThatIllegalStateException().isThrownBy(() -> pipeline.setThreads("backend", 4)).withMessage("inlet");
		gate.open();
		assertThat(pipeline.awaitEnd(SOON)).isTrue();
		assertThat(this.seen).containsExactlyInAnyOrder(0, 1, 2);
		assertThat(this.cleanups).hasValue(2);
		Conservation.check(pipeline.snapshot());
	}

	@Test
	void theFirstLinkIsEndedWhenTheSecondCannotBeOpened() {
		List<String> aborted = new ArrayList<>();
		Pipeline pipeline = Pipeline.named("broken").links((name, stage) -> {
			if (stage.name().equals("backend")) {
				throw new IllegalStateException("second");
			}
			return new Broken(stage) {
				@Override
				public void abort() {
					aborted.add(stage.name());
					throw new IllegalStateException("abort");
				}
			};
		})
			.from(Sources.numbers(3))
			.via((Integer number) -> number, (spec) -> spec.name("middle"))
			.to(this.seen::add, (spec) -> spec.name("backend"))
			.build();
		assertThatIllegalStateException().isThrownBy(pipeline::start)
			.withMessage("second")
			.satisfies((ex) -> assertThat(ex.getSuppressed()).hasSize(1));
		assertThat(aborted).containsExactly("middle");
	}

	@Test
	void anInletIsGivenBackWhenItsThreadGetsNoOutlet() {
		AtomicInteger abandoned = new AtomicInteger();
		Pipeline pipeline = Pipeline.named("broken").links((name, stage) -> new Broken(stage) {
			@Override
			public Inlet<Object> inlet() {
				return new CountedInlet(super.inlet(), abandoned);
			}

			@Override
			public Outlet<Object> outlet() {
				if (stage.name().equals("backend")) {
					throw new IllegalStateException("outlet");
				}
				return super.outlet();
			}
		})
			.from(Sources.numbers(3))
			.via((Integer number) -> number, (spec) -> spec.name("middle"))
			.to(this.seen::add, (spec) -> spec.name("backend"))
			.build();
		assertThatIllegalStateException().isThrownBy(pipeline::start).withMessage("outlet");
		assertThat(abandoned).hasValue(1);
		assertThat(pipeline.getState()).isEqualTo(PipelineState.CREATED);
	}

	/** A buffer of which a test breaks a part. */
	private static class Broken implements Link<Object> {

		private final Link<Object> whole;

		Broken(StageSpec stage) {
			this.whole = new BufferLink(stage, Ticker.system());
		}

		@Override
		public Outlet<Object> outlet() {
			return this.whole.outlet();
		}

		@Override
		public Inlet<Object> inlet() {
			return this.whole.inlet();
		}

		@Override
		public void close() {
			this.whole.close();
		}

		@Override
		public void seal() {
			this.whole.seal();
		}

		@Override
		public void abort() {
			this.whole.abort();
		}

		@Override
		public List<Object> removeRemaining() {
			return this.whole.removeRemaining();
		}

		@Override
		public int size() {
			return this.whole.size();
		}

		@Override
		public int capacity() {
			return this.whole.capacity();
		}

	}

	/** An inlet that cannot give back what it has claimed. */
	private static final class BrokenInlet extends CountedInlet {

		BrokenInlet(Inlet<Object> whole) {
			super(whole, new AtomicInteger());
		}

		@Override
		public boolean isEnded() {
			return false;
		}

		@Override
		public List<Object> abandon() {
			super.abandon();
			throw new IllegalStateException("abandon");
		}

	}

	/** An inlet that counts how often it was given back. */
	private static class CountedInlet implements Inlet<Object> {

		private final Inlet<Object> whole;

		private final AtomicInteger abandoned;

		CountedInlet(Inlet<Object> whole, AtomicInteger abandoned) {
			this.whole = whole;
			this.abandoned = abandoned;
		}

		@Override
		public @Nullable Object take(long maxNanos) throws InterruptedException {
			return this.whole.take(maxNanos);
		}

		@Override
		public boolean isEnded() {
			return this.whole.isEnded();
		}

		@Override
		public void wakeup() {
			this.whole.wakeup();
		}

		@Override
		public boolean tryLeave() {
			return this.whole.tryLeave();
		}

		@Override
		public List<Object> abandon() {
			this.abandoned.incrementAndGet();
			return this.whole.abandon();
		}

		@Override
		public long waitedNanos() {
			return this.whole.waitedNanos();
		}

		@Override
		public boolean isWaiting() {
			return this.whole.isWaiting();
		}

	}

}
