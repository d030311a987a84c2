package io.heddle.activity;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Collects the measures of an activity, which share their tags. Not thread-safe.
 */
public final class Measures {

	private final Map<String, String> tags;

	private final List<Measure> all;

	private Measures(Map<String, String> tags, List<Measure> all) {
		this.tags = tags;
		this.all = all;
	}

	/** None yet; all that are added have that tag. */
	public static Measures of(String tag, String value) {
		return new Measures(Map.of(tag, value), new ArrayList<>());
	}

	/** The same collection, to which measures with one more tag are added. */
	public Measures with(String tag, String value) {
		Map<String, String> more = new HashMap<>(this.tags);
		more.put(tag, value);
		return new Measures(Map.copyOf(more), this.all);
	}

	/** Adds a gauge; {@code unit} may be empty. */
	public void gauge(String name, String description, String unit, DoubleSupplier value) {
		this.all.add(new Measure.Gauge(name, description, unit, this.tags, value));
	}

	/** Adds a counter; {@code unit} may be empty. */
	public void counter(String name, String description, String unit, LongSupplier count) {
		this.all.add(new Measure.Counter(name, description, unit, this.tags, count));
	}

	/** Adds a timer. */
	public void timer(String name, String description, LongSupplier count, LongSupplier totalNanos) {
		this.all.add(new Measure.Timer(name, description, this.tags, count, totalNanos));
	}

	/** All that were added, in their order. */
	public List<Measure> list() {
		return Collections.unmodifiableList(this.all);
	}

}
