package io.heddle.pipeline;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.heddle.buffer.Emitter;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(NoLeakedThreads.class)
class StageContextTests {

	@EachThreadMode
	void knowsItsPlace(ThreadMode mode) {
		Queue<StageContext> contexts = new ConcurrentLinkedQueue<>();
		Pipeline.named("census")
			.mode(mode)
			.from(Sources.numbers(0))
			.to(onSetup(contexts::add), (spec) -> spec.name("reader").threads(3))
			.build()
			.run();
		assertThat(contexts).extracting(StageContext::threadIndex).containsExactlyInAnyOrder(0, 1, 2);
		assertThat(contexts).allSatisfy((context) -> {
			assertThat(context.pipeline()).isEqualTo("census");
			assertThat(context.stage()).isEqualTo("reader");
			assertThat(context.threadCount()).isEqualTo(3);
		});
	}

	@EachThreadMode
	void knowsTheThreadCountOfTheMoment(ThreadMode mode) throws InterruptedException {
		Gate gate = new Gate();
		Queue<StageContext> contexts = new ConcurrentLinkedQueue<>();
		Pipeline pipeline = Pipeline.named("census")
			.mode(mode)
			.from((out) -> gate.enter())
			.to(onSetup(contexts::add), (spec) -> spec.name("reader"))
			.build();
		pipeline.start();
		gate.awaitEntered();
		pipeline.setThreads("reader", 5);
		assertThat(contexts.element().threadCount()).isEqualTo(5);
		gate.open();
		pipeline.stop();
	}

	@EachThreadMode
	void frontendsMaySpreadTheirInputByIndexAndCount(ThreadMode mode) {
		Queue<Integer> seen = new ConcurrentLinkedQueue<>();
		Pipeline.named("census")
			.mode(mode)
			.stage(StageKind.FRONTEND, Share::new, StageSpec.named("share").threads(4))
			.to((item) -> seen.add((Integer) item))
			.build()
			.run();
		assertThat(seen).hasSize(100).doesNotHaveDuplicates();
	}

	@EachThreadMode
	void tellsOfAStop(ThreadMode mode) throws InterruptedException {
		Gate gate = new Gate();
		StoppingWatch watch = new StoppingWatch(gate);
		Pipeline pipeline = Pipeline.named("census").mode(mode).from(watch).to((item) -> {
		}).build();
		pipeline.start();
		gate.awaitEntered();
		assertThat(watch.before).isFalse();
		gate.open();
		assertThat(pipeline.stop().isComplete()).isTrue();
	}

	/** Case T233. */
	@EachThreadMode
	void anObjectOfTheRuntimeContextIsSharedByAllStages(ThreadMode mode) {
		AtomicInteger counter = new AtomicInteger();
		Pipeline.named("census")
			.mode(mode)
			.from(Sources.numbers(0))
			.via(onSetupTransport(StageContextTests::count), (spec) -> spec.threads(2))
			.to(onSetup(StageContextTests::count), (spec) -> spec.threads(3))
			.runtimeContext(Map.of("counter", counter))
			.build()
			.run();
		assertThat(counter).hasValue(5);
	}

	private static void count(StageContext context) {
		assertThat(context.runtimeContext().get("counter")).isInstanceOfSatisfying(AtomicInteger.class,
				AtomicInteger::incrementAndGet);
	}

	@Test
	void eachRunBeginsWithTheGivenRuntimeContext() {
		Map<String, Object> given = new HashMap<>(Map.of("given", 1));
		Queue<Map<String, Object>> seen = new ConcurrentLinkedQueue<>();
		Pipeline pipeline = Pipeline.named("census").from(Sources.numbers(0)).to(onSetup((context) -> {
			seen.add(Map.copyOf(context.runtimeContext()));
			context.runtimeContext().put("found", 2);
			assertThat(context.runtimeContext()).isInstanceOf(ConcurrentMap.class);
		})).runtimeContext(given).build();
		given.clear();
		pipeline.run();
		pipeline.run();
		assertThat(seen).containsExactly(Map.of("given", 1), Map.of("given", 1));
	}

	/** Case T232. */
	@EachThreadMode
	void theConfigurationIsTheSameObjectForAllStages(ThreadMode mode) {
		Settings settings = new Settings(7);
		Queue<Settings> seen = new ConcurrentLinkedQueue<>();
		Pipeline.named("census")
			.mode(mode)
			.from(Sources.numbers(0))
			.via(onSetupTransport((context) -> seen.add(context.config(Settings.class))))
			.to(onSetup((context) -> seen.add(context.config(Settings.class))))
			.config(settings)
			.build()
			.run();
		assertThat(seen).hasSize(2).allSatisfy((config) -> assertThat(config).isSameAs(settings));
	}

	@Test
	void theConfigurationMayComeInTheTypeThatAStageAsksFor() {
		Queue<String> seen = new ConcurrentLinkedQueue<>();
		Pipeline.named("census")
			.from(Sources.numbers(0))
			.to(onSetup((context) -> seen.add(context.config(Settings.class) + " " + context.config(String.class))))
			.config((Object) new BySimpleName())
			.build()
			.run();
		assertThat(seen).containsExactly("Settings[limit=1] text");
	}

	@Test
	void aMissingConfigurationSaysWhereToPutIt() {
		assertConfigRefused(Pipeline.named("census").from(Sources.numbers(0)));
	}

	@Test
	void aConfigurationOfAnotherTypeIsMissingToo() {
		assertConfigRefused(Pipeline.named("census").from(Sources.numbers(0)).config("text"));
	}

	private static void assertConfigRefused(Pipeline.Builder<Integer> builder) {
		Pipeline pipeline = builder.to(onSetup((context) -> context.config(Settings.class))).build();
		assertThatExceptionOfType(PipelineException.class).isThrownBy(pipeline::run)
			.havingCause()
			.isInstanceOf(IllegalStateException.class)
			.withMessage("Pipeline 'census' has no configuration of type %s: ".formatted(Settings.class.getName())
					+ "give it to its builder, or set heddle.pipeline.census.config");
	}

	private static Backend<Object> onSetup(Consumer<StageContext> action) {
		return new Backend<>() {
			@Override
			public void setup(StageContext context) {
				action.accept(context);
			}

			@Override
			public void process(Object item) {
			}
		};
	}

	private static Transport<Object, Object> onSetupTransport(Consumer<StageContext> action) {
		return new Transport<>() {
			@Override
			public void setup(StageContext context) {
				action.accept(context);
			}

			@Override
			public Object transport(Object item) {
				return item;
			}
		};
	}

	private record Settings(int limit) {

	}

	private static final class BySimpleName implements ConfigSource {

		@Override
		public <C> @Nullable C as(Class<C> type) {
			return type.cast((type == Settings.class) ? new Settings(1) : "text");
		}

	}

	/** Emits the numbers below 100 that are its own. */
	private static final class Share implements Frontend<Integer> {

		private @Nullable StageContext context;

		@Override
		public void setup(StageContext context) {
			this.context = context;
		}

		@Override
		public void produce(Emitter<? super Integer> out) {
			StageContext own = Objects.requireNonNull(this.context);
			for (int i = own.threadIndex(); i < 100; i += own.threadCount()) {
				out.emit(i);
			}
		}

	}

	/** Ends when its context says so; it never comes to emit. */
	private static final class StoppingWatch implements Frontend<Integer> {

		private final Gate gate;

		private @Nullable StageContext context;

		private volatile boolean before = true;

		StoppingWatch(Gate gate) {
			this.gate = gate;
		}

		@Override
		public void setup(StageContext context) {
			this.context = context;
			this.before = context.stopping();
		}

		@Override
		public void produce(Emitter<? super Integer> out) throws InterruptedException {
			this.gate.enter();
			while (!Objects.requireNonNull(this.context).stopping()) {
				Thread.onSpinWait();
			}
		}

	}

}
