package io.heddle.autoconfigure.endpoint;

import java.util.Set;

import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the endpoint shows, and to whom.
 *
 * @param showValues When to show the values of dicts.
 * @param roles Roles used to determine whether a user is authorized to be shown values.
 * When empty, all authenticated users are authorized.
 */
@ConfigurationProperties("management.endpoint.heddle")
record HeddleEndpointProperties(@DefaultValue("never") Show showValues, @DefaultValue Set<String> roles) {

}
