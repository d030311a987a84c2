package io.heddle.metrics;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import io.heddle.activity.Activity;
import io.heddle.activity.Measure;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;

import org.springframework.util.StringUtils;

/**
 * Binds the measures of activities to meters named {@code heddle.<room>.<measure>}.
 * <p>
 * The meters refer to an activity weakly; what keeps it is this object, until the
 * activity is unbound. A meter that was there before, say of another application context
 * with the same registry and the same names, is left alone and never removed.
 * <p>
 * Thread-safe.
 */
public final class ActivityMeters implements AutoCloseable {

	private final MeterRegistry meters;

	private final ReentrantLock lock = new ReentrantLock();

	/** Guarded by {@link #lock}. */
	private final IdentityHashMap<Activity, Bound> bound = new IdentityHashMap<>();

	private final Additions additions = new Additions(this.lock);

	/** Meters for that registry, which keeps a small listener for ever. */
	public ActivityMeters(MeterRegistry meters) {
		this.meters = meters;
		meters.config().onMeterAdded(this.additions);
	}

	/** Adds the meters of an activity. Harmless if they are there already. */
	public void bind(Activity activity) {
		this.lock.lock();
		try {
			this.bound.computeIfAbsent(activity, this::register);
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Removes the meters that were added for an activity, and no others. */
	public void unbind(Activity activity) {
		this.lock.lock();
		try {
			Bound removed = this.bound.remove(activity);
			if (removed != null) {
				removed.meters().forEach(this.meters::remove);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Removes all meters that this object has added. */
	@Override
	public void close() {
		this.lock.lock();
		try {
			List.copyOf(this.bound.keySet()).forEach(this::unbind);
		}
		finally {
			this.lock.unlock();
		}
	}

	private Bound register(Activity activity) {
		String prefix = "heddle." + activity.room() + ".";
		List<Measure> measures = activity.measures();
		List<Meter> found = measures.stream().map((measure) -> register(prefix + measure.name(), measure)).toList();
		Set<Meter> added = this.additions.take();
		return new Bound(measures, found.stream().filter(added::contains).toList());
	}

	private Meter register(String name, Measure measure) {
		List<Tag> tags = measure.tags().entrySet().stream().map((tag) -> Tag.of(tag.getKey(), tag.getValue())).toList();
		if (measure instanceof Measure.Gauge gauge) {
			return Gauge.builder(name, gauge, (source) -> source.value().getAsDouble())
				.description(gauge.description())
				.baseUnit(StringUtils.hasText(gauge.unit()) ? gauge.unit() : null)
				.tags(tags)
				.register(this.meters);
		}
		if (measure instanceof Measure.Counter counter) {
			return FunctionCounter.builder(name, counter, (source) -> source.count().getAsLong())
				.description(counter.description())
				.baseUnit(StringUtils.hasText(counter.unit()) ? counter.unit() : null)
				.tags(tags)
				.register(this.meters);
		}
		return registerTimer(name, (Measure.Timer) measure, tags);
	}

	private Meter registerTimer(String name, Measure.Timer timer, List<Tag> tags) {
		return FunctionTimer
			.builder(name, timer, (source) -> source.count().getAsLong(), (source) -> source.totalNanos().getAsLong(),
					TimeUnit.NANOSECONDS)
			.description(timer.description())
			.tags(tags)
			.register(this.meters);
	}

	/** The measures of an activity, which the meters refer to weakly, and its meters. */
	private record Bound(List<Measure> measures, List<Meter> meters) {

	}

	/**
	 * What this object adds to the registry, as the registry tells it: to look whether a
	 * meter is there before would mean to go through all of them. Guarded by the lock.
	 */
	private static final class Additions implements Consumer<Meter> {

		private final ReentrantLock lock;

		private Set<Meter> meters = Set.of();

		Additions(ReentrantLock lock) {
			this.lock = lock;
		}

		/** Others add meters at the same time, in their threads. */
		@Override
		public void accept(Meter meter) {
			if (!this.lock.isHeldByCurrentThread()) {
				return;
			}
			if (this.meters.isEmpty()) {
				this.meters = Collections.newSetFromMap(new IdentityHashMap<>());
			}
			this.meters.add(meter);
		}

		Set<Meter> take() {
			Set<Meter> taken = this.meters;
			this.meters = Set.of();
			return taken;
		}

	}

}
