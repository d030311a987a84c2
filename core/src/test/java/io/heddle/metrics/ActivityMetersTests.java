package io.heddle.metrics;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.heddle.activity.Activity;
import io.heddle.activity.ActivityListener;
import io.heddle.activity.ActivitySnapshot;
import io.heddle.activity.ActivityState;
import io.heddle.activity.Measure;
import io.heddle.activity.StopOutcome;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ActivityMetersTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final ActivityMeters meters = new ActivityMeters(this.registry);

	private final AtomicLong value = new AtomicLong(3);

	@Test
	void bindsEachKindOfMeasure() {
		this.meters.bind(activity("census"));
		assertThat(this.registry.get("heddle.fake.queue").tag("name", "census").gauge().value()).isEqualTo(3);
		assertThat(this.registry.get("heddle.fake.items").tag("name", "census").functionCounter().count()).isEqualTo(3);
		assertThat(this.registry.get("heddle.fake.service").functionTimer().count()).isEqualTo(3);
		assertThat(this.registry.get("heddle.fake.service").functionTimer().totalTime(TimeUnit.MILLISECONDS))
			.isEqualTo(3);
		Meter.Id id = this.registry.get("heddle.fake.items").meter().getId();
		assertThat(id.getBaseUnit()).isEqualTo("items");
		assertThat(id.getDescription()).isEqualTo("Items so far");
		assertThat(this.registry.get("heddle.fake.queue").meter().getId().getBaseUnit()).isNull();
	}

	@Test
	void followsTheNumbers() {
		this.meters.bind(activity("census"));
		this.value.set(7);
		assertThat(this.registry.get("heddle.fake.queue").gauge().value()).isEqualTo(7);
		assertThat(this.registry.get("heddle.fake.items").functionCounter().count()).isEqualTo(7);
	}

	@Test
	void bindingTwiceAddsNothing() {
		Activity activity = activity("census");
		this.meters.bind(activity);
		this.meters.bind(activity);
		assertThat(this.registry.getMeters()).hasSize(3);
	}

	@Test
	void unbindsItsOwnMetersOnly() {
		Activity census = activity("census");
		this.meters.bind(census);
		this.meters.bind(activity("other"));
		this.registry.counter("heddle.fake.mine");
		this.meters.unbind(census);
		assertThat(this.registry.find("heddle.fake.queue").tag("name", "census").meters()).isEmpty();
		assertThat(this.registry.getMeters()).hasSize(4);
		this.meters.close();
		assertThat(this.registry.getMeters()).extracting((meter) -> meter.getId().getName())
			.containsExactly("heddle.fake.mine");
	}

	@Test
	void leavesMetersOfAnotherContextAlone() {
		ActivityMeters other = new ActivityMeters(this.registry);
		other.bind(activity("census"));
		Activity same = activity("census");
		this.meters.bind(same);
		assertThat(this.registry.getMeters()).hasSize(3);
		this.meters.unbind(same);
		assertThat(this.registry.getMeters()).hasSize(3);
		other.close();
		assertThat(this.registry.getMeters()).isEmpty();
	}

	@Test
	void bindingDoesNotLookAtAllMeters() {
		AtomicLong looks = new AtomicLong();
		MeterRegistry watched = new SimpleMeterRegistry() {
			@Override
			public List<Meter> getMeters() {
				looks.incrementAndGet();
				return super.getMeters();
			}
		};
		ActivityMeters many = new ActivityMeters(watched);
		for (int i = 0; i < 1000; i++) {
			many.bind(activity("a" + i));
		}
		assertThat(watched.get("heddle.fake.queue").tag("name", "a999").gauge().value()).isEqualTo(3);
		looks.set(0);
		many.bind(activity("last"));
		many.close();
		assertThat(looks).hasValue(0);
		assertThat(watched.getMeters()).isEmpty();
	}

	@Test
	void unbindsFromACompositeToo() {
		CompositeMeterRegistry composite = new CompositeMeterRegistry();
		ActivityMeters bound = new ActivityMeters(composite);
		Activity activity = activity("census");
		bound.bind(activity);
		assertThat(composite.getMeters()).hasSize(3);
		bound.unbind(activity);
		assertThat(composite.getMeters()).isEmpty();
	}

	@Test
	void unbindsWhatAFilterHasRenamed() {
		this.registry.config().meterFilter(MeterFilter.commonTags(List.of(Tag.of("app", "x"))));
		Activity activity = activity("census");
		this.meters.bind(activity);
		assertThat(this.registry.getMeters()).hasSize(3);
		this.meters.unbind(activity);
		assertThat(this.registry.getMeters()).isEmpty();
	}

	@Test
	void worksWithACompositeRegistry() {
		CompositeMeterRegistry composite = new CompositeMeterRegistry();
		composite.add(this.registry);
		try (ActivityMeters inComposite = new ActivityMeters(composite)) {
			inComposite.bind(activity("census"));
			assertThat(this.registry.get("heddle.fake.items").functionCounter().count()).isEqualTo(3);
		}
		assertThat(this.registry.getMeters()).isEmpty();
		composite.close();
	}

	@Test
	void anUnboundActivityCanBeCollected() {
		WeakReference<Activity> reference = bindAndUnbind();
		await().atMost(Duration.ofSeconds(20)).until(() -> {
			System.gc();
			return reference.get() == null;
		});
	}

	private WeakReference<Activity> bindAndUnbind() {
		Activity activity = activity("gone");
		this.meters.bind(activity);
		this.meters.unbind(activity);
		return new WeakReference<>(activity);
	}

	private Activity activity(String name) {
		return new MeasuredActivity(name, this.value);
	}

	private static final class MeasuredActivity implements Activity {

		private final String name;

		private final List<Measure> measures;

		MeasuredActivity(String name, AtomicLong value) {
			this.name = name;
			Map<String, String> tags = Map.of("name", name);
			this.measures = List.of(new Measure.Gauge("queue", "Items that wait", "", tags, value::doubleValue),
					new Measure.Counter("items", "Items so far", "items", tags, value::get),
					new Measure.Timer("service", "Time of an item", tags, value::get, () -> value.get() * 1_000_000));
		}

		@Override
		public String room() {
			return "fake";
		}

		@Override
		public String name() {
			return this.name;
		}

		@Override
		public ActivityState activityState() {
			return ActivityState.RUNNING;
		}

		@Override
		public ActivitySnapshot snapshot() {
			throw new UnsupportedOperationException();
		}

		@Override
		public List<Measure> measures() {
			return this.measures;
		}

		@Override
		public boolean isAutoStart() {
			return true;
		}

		@Override
		public void start() {
			throw new UnsupportedOperationException();
		}

		@Override
		public StopOutcome stop(Duration limit) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void addListener(ActivityListener listener) {
			throw new UnsupportedOperationException();
		}

	}

}
