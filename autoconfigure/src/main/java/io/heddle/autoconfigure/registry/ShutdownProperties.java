package io.heddle.autoconfigure.registry;

import java.time.Duration;

import io.heddle.autoconfigure.diagnostics.ValueMistakes;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How everything that runs is stopped.
 *
 * @param timeout Time within which everything that runs is drained when the application
 * stops. Afterwards it is interrupted. Should be less than
 * 'spring.lifecycle.timeout-per-shutdown-phase'.
 */
@ConfigurationProperties("heddle.shutdown")
public record ShutdownProperties(@DefaultValue("25s") Duration timeout) {

	public ShutdownProperties {
		if (timeout.isNegative()) {
			throw ValueMistakes.invalidValue("heddle.shutdown.timeout", timeout, "0 or more");
		}
	}

}
