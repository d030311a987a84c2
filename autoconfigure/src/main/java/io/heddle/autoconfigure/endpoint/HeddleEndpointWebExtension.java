package io.heddle.autoconfigure.endpoint;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * The {@link HeddleEndpoint} for users of the web, of whom some may see values.
 */
@EndpointWebExtension(endpoint = HeddleEndpoint.class)
public final class HeddleEndpointWebExtension {

	private final HeddleEndpoint endpoint;

	private final Show showValues;

	private final Set<String> roles;

	HeddleEndpointWebExtension(HeddleEndpoint endpoint, HeddleEndpointProperties properties) {
		this.endpoint = endpoint;
		this.showValues = properties.showValues();
		this.roles = properties.roles();
	}

	/** One thing in full; {@code null} if there is none of that name. */
	@ReadOperation
	public @Nullable Description describe(SecurityContext security, @Selector String room, @Selector String name) {
		return this.endpoint.describe(room, name, this.showValues.isShown(security, this.roles));
	}

}
