package io.heddle.activity;

import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * A number that an activity offers to whoever measures. Suppliers are cheap, never block
 * and may be called from any thread.
 * <p>
 * Names are relative to {@code heddle.<room>.}; tags come from configuration only, never
 * from items or ids.
 */
public sealed interface Measure {

	String name();

	String description();

	Map<String, String> tags();

	/** A value that goes up and down; {@code unit} may be empty. */
	record Gauge(String name, String description, String unit, Map<String, String> tags,
			DoubleSupplier value) implements Measure {

	}

	/** A count that only grows. */
	record Counter(String name, String description, String unit, Map<String, String> tags,
			LongSupplier count) implements Measure {

	}

	/** How often something happened and how long that took in all. */
	record Timer(String name, String description, Map<String, String> tags, LongSupplier count,
			LongSupplier totalNanos) implements Measure {

	}

}
