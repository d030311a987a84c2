package io.heddle.pipeline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.heddle.testing.EachThreadMode;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Who makes instances of stages, and in which threads they are called.
 */
@ExtendWith(NoLeakedThreads.class)
class StageThreadsTests {

	private static final int THREADS = 4;

	private final List<Witness> witnesses = Collections.synchronizedList(new ArrayList<>());

	@EachThreadMode
	void eachThreadMakesAnInstanceOfItsOwn(ThreadMode mode) {
		run(mode, 1000,
				Pipeline.named("census")
					.from(Sources.numbers(1000))
					.stage(StageKind.BACKEND, () -> newWitness(), StageSpec.named("sink").threads(THREADS)));
		assertThat(this.witnesses).hasSize(THREADS).allSatisfy((witness) -> {
			assertThat(witness.events).containsOnlyKeys(witness.maker);
			assertThat(witness.events.get(witness.maker)).startsWith("setup").endsWith("cleanup");
		});
		assertThat(this.witnesses).extracting((witness) -> witness.maker.getName())
			.containsExactlyInAnyOrder("census-sink-0", "census-sink-1", "census-sink-2", "census-sink-3");
	}

	@EachThreadMode
	void aSharedInstanceIsSetUpAndCleanedUpByEachThread(ThreadMode mode) {
		Witness shared = newWitness();
		run(mode, 1000,
				Pipeline.named("census")
					.from(Sources.numbers(1000))
					.to(shared, (spec) -> spec.name("sink").threads(THREADS)));
		assertThat(shared.events).hasSize(THREADS);
		assertThat(shared.events.values()).allSatisfy((events) -> {
			assertThat(events).startsWith("setup").endsWith("cleanup");
			assertThat(events).filteredOn((event) -> !event.equals("item")).containsExactly("setup", "cleanup");
		});
	}

	/** Case T212. */
	@EachThreadMode
	void anEmptyInputStillSetsUpAndCleansUp(ThreadMode mode) {
		Witness shared = newWitness();
		run(mode, 0,
				Pipeline.named("census")
					.from(Sources.numbers(0))
					.to(shared, (spec) -> spec.name("sink").threads(THREADS)));
		assertThat(shared.events).hasSize(THREADS);
		assertThat(shared.events.values()).allMatch(List.of("setup", "cleanup")::equals);
	}

	@EachThreadMode
	void eachRunMakesNewInstances(ThreadMode mode) {
		Pipeline pipeline = Pipeline.named("census")
			.mode(mode)
			.from(Sources.numbers(10))
			.stage(StageKind.BACKEND, () -> newWitness(), StageSpec.named("sink"))
			.build();
		pipeline.run();
		pipeline.run();
		assertThat(this.witnesses).hasSize(2).allMatch((witness) -> witness.events.size() == 1);
	}

	@Test
	void nothingIsMadeBeforeTheStart() {
		Pipeline pipeline = Pipeline.named("census")
			.from(Sources.numbers(10))
			.stage(StageKind.BACKEND, () -> newWitness(), StageSpec.named("sink"))
			.build();
		assertThat(pipeline.snapshot().stages()).hasSize(2);
		assertThat(this.witnesses).isEmpty();
	}

	@Test
	void anInstanceOfTheWrongTypeFailsThePipeline() {
		Pipeline pipeline = Pipeline.named("census")
			.from(Sources.numbers(10))
			.stage(StageKind.TRANSPORT, () -> newWitness(), StageSpec.named("sink"))
			.build();
		assertThatExceptionOfType(PipelineException.class).isThrownBy(pipeline::run)
			.havingCause()
			.isInstanceOf(IllegalArgumentException.class)
			.withMessageStartingWith("Stage 'sink' of pipeline 'census' is of the wrong type")
			.withMessageContaining(Transport.class.getName())
			.withMessageContaining(Witness.class.getName());
	}

	private void run(ThreadMode mode, int items, Pipeline.Builder<?> builder) {
		Pipeline pipeline = builder.mode(mode).build();
		pipeline.run();
		assertThat(this.witnesses.stream().mapToLong(Witness::items).sum()).isEqualTo(items);
	}

	private Witness newWitness() {
		Witness witness = new Witness();
		this.witnesses.add(witness);
		return witness;
	}

	/** Notes what is called in which thread. */
	private static final class Witness implements Backend<Object> {

		private final Thread maker = Thread.currentThread();

		private final Map<Thread, List<String>> events = new ConcurrentHashMap<>();

		@Override
		public void setup(StageContext context) {
			note("setup");
		}

		@Override
		public void process(Object item) {
			note("item");
		}

		@Override
		public void cleanup() {
			note("cleanup");
		}

		private void note(String event) {
			this.events.computeIfAbsent(Thread.currentThread(), (thread) -> new ArrayList<>()).add(event);
		}

		long items() {
			return this.events.values().stream().flatMap(List::stream).filter("item"::equals).count();
		}

	}

}
