package io.heddle.autoconfigure.metrics;

import io.heddle.activity.Activity;
import io.heddle.metrics.ActivityMeters;
import io.heddle.registry.Registry;
import io.heddle.registry.RegistryListener;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.DisposableBean;

/**
 * Keeps the meters of exactly what is in the registry.
 */
final class RegisteredMeters implements RegistryListener, DisposableBean {

	private final Registry registry;

	private final ActivityMeters meters;

	RegisteredMeters(Registry registry, MeterRegistry meters) {
		this.registry = registry;
		this.meters = new ActivityMeters(meters);
		registry.addListener(this);
	}

	@Override
	public void added(Activity activity) {
		this.meters.bind(activity);
		if (!this.registry.contains(activity)) {
			this.meters.unbind(activity);
		}
	}

	@Override
	public void removed(Activity activity) {
		this.meters.unbind(activity);
	}

	@Override
	public void destroy() {
		this.registry.removeListener(this);
		this.meters.close();
	}

}
