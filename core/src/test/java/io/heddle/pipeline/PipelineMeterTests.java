package io.heddle.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

import io.heddle.activity.Measure;
import io.heddle.testing.Crew;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(NoLeakedThreads.class)
class PipelineMeterTests {

	private final Pipeline pipeline = Pipeline.named("census")
		.from(Sources.numbers(10))
		.via((Integer item) -> (item % 2 == 0) ? item : null, (spec) -> spec.name("even").queueCapacity(64))
		.to((item) -> {
			if (item == 8) {
				throw new IllegalArgumentException("bad item");
			}
		}, (spec) -> spec.name("sink").onError(OnError.SKIP).retry(RetrySpec.attempts(2).delay(Duration.ZERO)))
		.build();

	@Test
	void aPipelineMeasuresWhetherItIsActiveAndWhetherItHasFailed() {
		assertThat(this.pipeline.measures()).filteredOn((measure) -> !measure.tags().containsKey("stage"))
			.allSatisfy((measure) -> assertThat(measure.tags()).isEqualTo(Map.of("pipeline", "census")))
			.extracting(Measure::name)
			.containsExactly("active", "failed");
	}

	@Test
	void eachStageMeasuresTheSame() {
		for (String stage : this.pipeline.kinds().keySet()) {
			assertThat(this.pipeline.measures()).filteredOn((measure) -> stage.equals(measure.tags().get("stage")))
				.extracting(PipelineMeterTests::describe)
				.containsExactlyInAnyOrder("Counter items.in", "Counter items.out", "Counter items.retried",
						"Counter items passed", "Counter items filtered", "Counter items failed",
						"Counter items dead-lettered", "Counter items abandoned", "Gauge threads", "Gauge queue.size",
						"Gauge queue.capacity", "Gauge busy", "Gauge idle", "Gauge blocked", "Timer service.time");
		}
	}

	private static String describe(Measure measure) {
		String outcome = measure.tags().get("outcome");
		assertThat(measure.tags()).containsEntry("pipeline", "census").hasSize((outcome != null) ? 3 : 2);
		return measure.getClass().getSimpleName() + " " + measure.name() + ((outcome != null) ? " " + outcome : "");
	}

	@Test
	void eachMeasureIsDescribed() {
		assertThat(this.pipeline.measures()).allSatisfy((measure) -> assertThat(measure.description()).isNotBlank());
	}

	@Test
	void everythingIsZeroBeforeTheFirstRun() {
		assertThat(this.pipeline.measures()).allSatisfy((measure) -> assertThat(valueOf(measure)).isZero());
	}

	@Test
	void countsGoOnOverTwoRuns() {
		this.pipeline.run();
		assertCounts(1);
		this.pipeline.run();
		assertCounts(2);
	}

	private void assertCounts(long runs) {
		assertThat(count("even", "items.in", null)).isEqualTo(10 * runs);
		assertThat(count("even", "items.out", null)).isEqualTo(5 * runs);
		assertThat(count("even", "items", "passed")).isEqualTo(5 * runs);
		assertThat(count("even", "items", "filtered")).isEqualTo(5 * runs);
		assertThat(count("sink", "items.in", null)).isEqualTo(5 * runs);
		assertThat(count("sink", "items", "passed")).isEqualTo(4 * runs);
		assertThat(count("sink", "items", "failed")).isEqualTo(runs);
		assertThat(count("sink", "items.retried", null)).isEqualTo(runs);
		assertThat(count("sink", "items", "abandoned")).isZero();
		Measure.Timer service = (Measure.Timer) find("even", "service.time", null);
		assertThat(service.count().getAsLong()).isBetween(runs, 10 * runs);
		assertThat(service.totalNanos().getAsLong()).isPositive();
	}

	@Test
	void gaugesShowThePresentRun() throws InterruptedException {
		Gate gate = new Gate();
		Pipeline held = Pipeline.named("census")
			.from(Sources.numbers(10))
			.to((item) -> gate.enter(), (spec) -> spec.name("even").threads(2).queueCapacity(64))
			.build();
		held.start();
		gate.awaitEntered();
		assertThat(gauge(held, "active")).isOne();
		assertThat(gauge(held, "threads")).isEqualTo(2);
		assertThat(gauge(held, "queue.capacity")).isEqualTo(64);
		gate.open();
		held.stop();
		assertThat(gauge(held, "active")).isZero();
		assertThat(gauge(held, "failed")).isZero();
		assertThat(gauge(held, "threads")).isZero();
		assertThat(gauge(held, "queue.size")).isZero();
	}

	/** Also not at the moment when the counts of a run are added to those of the past. */
	@EachThreadMode
	void countsNeverDecrease(ThreadMode mode) throws InterruptedException {
		AtomicBoolean done = new AtomicBoolean();
		List<Measure.Counter> counters = this.pipeline.measures()
			.stream()
			.filter(Measure.Counter.class::isInstance)
			.map(Measure.Counter.class::cast)
			.toList();
		try (Crew crew = new Crew(mode)) {
			crew.start(() -> {
				long[] last = new long[counters.size()];
				while (!done.get()) {
					for (int i = 0; i < last.length; i++) {
						long now = counters.get(i).count().getAsLong();
						assertThat(now).as("%s", counters.get(i)).isGreaterThanOrEqualTo(last[i]);
						last[i] = now;
					}
				}
			});
			for (int run = 0; run < 20; run++) {
				this.pipeline.run();
			}
			done.set(true);
			crew.join();
		}
		assertThat(count("even", "items.in", null)).isEqualTo(200);
	}

	private long count(String stage, String name, @Nullable String outcome) {
		return ((Measure.Counter) find(stage, name, outcome)).count().getAsLong();
	}

	private Measure find(String stage, String name, @Nullable String outcome) {
		return this.pipeline.measures()
			.stream()
			.filter((measure) -> measure.name().equals(name) && stage.equals(measure.tags().get("stage"))
					&& Objects.equals(outcome, measure.tags().get("outcome")))
			.findFirst()
			.orElseThrow();
	}

	private static double gauge(Pipeline pipeline, String name) {
		return pipeline.measures()
			.stream()
			.filter((measure) -> measure.name().equals(name)
					&& List.of("even", "").contains(measure.tags().getOrDefault("stage", "")))
			.mapToDouble(PipelineMeterTests::valueOf)
			.findFirst()
			.orElseThrow();
	}

	private static double valueOf(Measure measure) {
		if (measure instanceof Measure.Gauge gauge) {
			return gauge.value().getAsDouble();
		}
		if (measure instanceof Measure.Counter counter) {
			return counter.count().getAsLong();
		}
		return ((Measure.Timer) measure).count().getAsLong();
	}

}
