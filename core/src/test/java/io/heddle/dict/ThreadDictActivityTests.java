package io.heddle.dict;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import io.heddle.activity.Activity;
import io.heddle.activity.ActivityState;
import io.heddle.activity.Measure;
import io.heddle.testing.ManualTicker;
import io.heddle.testing.NoLeakedThreads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** How a dict looks to the registry, the meters and the health. */
@Timeout(60)
@ExtendWith(NoLeakedThreads.class)
class ThreadDictActivityTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final ManualTicker ticker = new ManualTicker();

	private final AtomicBoolean broken = new AtomicBoolean();

	private final ThreadDict<String, Integer> dict = ThreadDict.<String, Integer>builder("machine").reader((key) -> {
		this.ticker.advance(Duration.ofMillis(10));
		if (this.broken.get()) {
			throw new IllegalStateException("broken");
		}
		return 1;
	}).writer((key, value) -> value).ticker(this.ticker).maxAge(Duration.ofSeconds(10)).build();

	private final Activity activity = this.dict.activity();

	@AfterEach
	void close() {
		this.dict.close();
	}

	private ThreadDictSnapshot snapshot() {
		return (ThreadDictSnapshot) this.activity.snapshot();
	}

	@Test
	void isSeenByItsRoomNameAndState() {
		Queue<String> changes = new ConcurrentLinkedQueue<>();
		this.activity.addListener((activity, from, to) -> changes.add(from + "→" + to));
		assertThat(this.activity.room()).isEqualTo("dict");
		assertThat(this.activity.name()).isEqualTo("machine");
		assertThat(this.activity.isAutoStart()).isTrue();
		assertThat(this.activity.activityState()).isEqualTo(ActivityState.NEW);
		this.activity.start();
		assertThat(this.activity.activityState()).isEqualTo(ActivityState.RUNNING);
		assertThat(this.activity).hasToString("Dict 'machine' STARTED");
		assertThat(this.activity.stop(SECOND).isComplete()).isTrue();
		this.dict.close();
		assertThat(changes).containsExactly("NEW→RUNNING", "RUNNING→STOPPING", "STOPPING→ENDED", "ENDED→STOPPING",
				"STOPPING→ENDED");
	}

	@Test
	void measuresWhatItHasDone() {
		this.dict.append("a", SECOND);
		this.dict.append("b", SECOND);
		this.dict.start();
		this.ticker.awaitSleepers(1);
		this.broken.set(true);
		this.ticker.advance(Duration.ofMillis(985));
		this.ticker.awaitSleepers(1);
		this.dict.put("c", 3);
		Map<String, Double> measures = this.activity.measures()
			.stream()
			.collect(Collectors.toMap((measure) -> measure.name() + measure.tags(), ThreadDictActivityTests::valueOf));
		assertThat(measures).containsEntry("keys{name=machine}", 3.0)
			.containsEntry("polled{name=machine}", 2.0)
			.containsEntry("changes{name=machine}", 3.0)
			.containsEntry("writes{name=machine}", 1.0)
			.containsEntry("skipped{name=machine}", 0.0)
			.containsEntry("outdated{name=machine}", 0.0)
			.containsEntry("time{name=machine}", 0.04)
			.containsEntry("lag{name=machine}", 0.01 + 0.005 + 0.015)
			.containsEntry("oldest.age{name=machine}", 1.015);
		assertThat(this.activity.measures()).filteredOn((measure) -> measure.name().equals("reads"))
			.extracting(ThreadDictActivityTests::valueOf)
			.containsExactly(2.0, 2.0);
	}

	private static double valueOf(Measure measure) {
		if (measure instanceof Measure.Gauge gauge) {
			return gauge.value().getAsDouble();
		}
		return (measure instanceof Measure.Timer timer) ? timer.totalNanos().getAsLong() / 1e9
				: ((Measure.Counter) measure).count().getAsLong();
	}

	@Test
	void aSnapshotHasTheCountsAndTheCycles() {
		this.broken.set(true);
		this.dict.append("a", SECOND);
		this.dict.start();
		this.ticker.awaitSleepers(1);
		this.dict.put("c", 3);
		this.ticker.advance(Duration.ofMillis(100));
		ThreadDictSnapshot snapshot = snapshot();
		assertThat(snapshot.counts()).isEqualTo(new ThreadDictSnapshot.Counts(1, 1, 1, 1, 0, 0, 1, 1));
		assertThat(snapshot.lastCycleStart()).isEqualTo(ManualTicker.BEGIN);
		assertThat(snapshot.cycleCount()).isEqualTo(1);
		assertThat(snapshot.cycleAverage()).isEqualTo(Duration.ofMillis(10));
		assertThat(snapshot.since()).isEqualTo(ManualTicker.BEGIN);
		assertThat(snapshot.failure()).isNull();
	}

	@Test
	void aValueThatIsTooOldIsAProblemWhileItRuns() {
		this.dict.append("a", SECOND);
		this.dict.start();
		this.ticker.awaitSleepers(1);
		this.broken.set(true);
		for (int second = 0; second < 10; second++) {
			assertThat(snapshot().problem()).isNull();
			this.ticker.advance(SECOND);
			this.ticker.awaitSleepers(1);
		}
		this.ticker.advance(SECOND);
		this.ticker.awaitSleepers(1);
		assertThat(snapshot().problem())
			.isEqualTo("a value has not been refreshed for 11 s, which is more than 'max-age' PT10S");
		this.dict.start();
		assertThat(snapshot().problem()).isNotNull();
		this.dict.stop();
		assertThat(snapshot().problem()).isNull();
		this.ticker.advance(Duration.ofHours(1));
		this.dict.start();
		assertThat(snapshot().problem()).isNull();
	}

	@Test
	void theOldestIsFoundAgainWhenItWasRefreshed() {
		Oldest<String> oldest = new Oldest<>();
		DictStore<String, Integer> store = new DictStore<>("machine", this.ticker);
		assertThat(oldest.nanos(store.cells(), 0)).isNull();
		store.polled("a");
		this.ticker.advance(SECOND);
		Cell<String> second = store.polled("b");
		assertThat(oldest.nanos(store.cells(), this.ticker.nanos())).isEqualTo(0);
		Objects.requireNonNull(store.cell("a")).updatedNanos = SECOND.toNanos() * 2;
		assertThat(oldest.nanos(store.cells(), SECOND.toNanos() * 3)).isEqualTo(SECOND.toNanos());
		second.remove();
		second.polled = false;
		assertThat(oldest.nanos(store.cells(), SECOND.toNanos() * 3)).isEqualTo(SECOND.toNanos() * 2);
	}

}
