package io.heddle.autoconfigure.endpoint;

import java.util.LinkedHashMap;
import java.util.Map;

import io.heddle.activity.Activity;
import io.heddle.registry.Registry;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/**
 * Endpoint that shows everything that runs.
 */
@Endpoint(id = "heddle", defaultAccess = Access.READ_ONLY)
public final class HeddleEndpoint {

	private final Registry registry;

	private final Show showValues;

	HeddleEndpoint(Registry registry, HeddleEndpointProperties properties) {
		this.registry = registry;
		this.showValues = properties.showValues();
	}

	/** Everything by room and name. */
	@ReadOperation
	public Overview overview() {
		Map<String, Map<String, ActivityDescription>> rooms = new LinkedHashMap<>();
		for (Activity activity : this.registry.list()) {
			rooms.computeIfAbsent(activity.room(), (room) -> new LinkedHashMap<>())
				.put(activity.name(), ActivityDescription.of(activity));
		}
		return new Overview(rooms);
	}

	/** Everything in one room by name; {@code null} if there is nothing. */
	@ReadOperation
	public @Nullable Map<String, Description> room(@Selector String room) {
		Map<String, Description> descriptions = new LinkedHashMap<>();
		this.registry.list()
			.stream()
			.filter((activity) -> activity.room().equals(room))
			.forEach((activity) -> descriptions.put(activity.name(), Description.amongOthers(activity)));
		return descriptions.isEmpty() ? null : descriptions;
	}

	/**
	 * One thing in full; {@code null} if there is none of that name. Nobody is known to
	 * be authorized.
	 */
	@ReadOperation
	public @Nullable Description describe(@Selector String room, @Selector String name) {
		return describe(room, name, this.showValues.isShown(false));
	}

	@Nullable Description describe(String room, String name, boolean values) {
		return this.registry.find(room, name).map((activity) -> Description.of(activity, values)).orElse(null);
	}

	/**
	 * Everything that runs.
	 *
	 * @param rooms by room, by name
	 */
	public record Overview(Map<String, Map<String, ActivityDescription>> rooms) {

	}

}
