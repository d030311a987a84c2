package io.heddle.autoconfigure.health;

import java.util.LinkedHashMap;
import java.util.Map;

import io.heddle.activity.Activity;
import io.heddle.activity.ActivitySnapshot;
import io.heddle.activity.ActivityState;
import io.heddle.activity.Failure;
import io.heddle.background.ThreadManagerSnapshot;
import io.heddle.registry.Registry;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Down when something that starts with the application has failed, or is not well
 * although it runs. The details name each thing by room, with its state and its problem
 * and, for a failure, where it happened and the class of the exception; of a thread
 * manager how many tasks are active and how many are stuck, which is reported and no
 * failure.
 */
final class HeddleHealthIndicator extends AbstractHealthIndicator {

	private final Registry registry;

	HeddleHealthIndicator(Registry registry) {
		super("Heddle health check failed");
		this.registry = registry;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		builder.up();
		Map<String, Map<String, Object>> rooms = new LinkedHashMap<>();
		for (Activity activity : this.registry.list()) {
			ActivitySnapshot snapshot = activity.snapshot();
			rooms.computeIfAbsent(snapshot.room(), (room) -> new LinkedHashMap<>())
				.put(snapshot.name(), describe(snapshot));
			if (activity.isAutoStart() && isUnwell(snapshot)) {
				builder.down();
			}
		}
		builder.withDetails(rooms);
	}

	private static boolean isUnwell(ActivitySnapshot snapshot) {
		return snapshot.activityState() == ActivityState.FAILED || snapshot.problem() != null;
	}

	private static Map<String, Object> describe(ActivitySnapshot snapshot) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("state", snapshot.activityState());
		Failure failure = snapshot.failure();
		if (snapshot.activityState() == ActivityState.FAILED && failure != null) {
			details.put("where", failure.where());
			details.put("exception", failure.cause().getClass().getName());
		}
		String problem = snapshot.problem();
		if (problem != null) {
			details.put("problem", problem);
		}
		if (snapshot instanceof ThreadManagerSnapshot manager) {
			details.put("active", manager.active().size());
			details.put("stuck", manager.stuck());
		}
		return details;
	}

}
