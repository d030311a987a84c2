package io.heddle.demo.background;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Settings of exports.
 *
 * @param keep how many exports are remembered, with their files
 */
@ConfigurationProperties("export")
record ExportProperties(@DefaultValue("20") int keep) {

	ExportProperties {
		int kept = keep;
		Assert.isTrue(kept >= 1, () -> "'export.keep' must be at least 1 but was %d".formatted(kept));
	}

}
