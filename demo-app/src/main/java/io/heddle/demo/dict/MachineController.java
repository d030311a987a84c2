package io.heddle.demo.dict;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import io.heddle.dict.Reading;
import io.heddle.dict.ThreadDict;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows the machine as it was read last; nothing is read for a request.
 */
@RestController
final class MachineController {

	private final ThreadDict<String, Number> machine;

	MachineController(ThreadDict<String, Number> machine) {
		this.machine = machine;
	}

	@GetMapping("/machine")
	Map<String, Gauge> show() {
		Map<String, Gauge> gauges = new TreeMap<>();
		this.machine.threadKeys().forEach((name) -> gauges.put(name, Gauge.of(this.machine.entry(name))));
		return gauges;
	}

	/**
	 * One gauge.
	 *
	 * @param value what was read last, {@code null} before the first read
	 * @param ageMillis how long ago that was
	 * @param period how often it is read
	 */
	record Gauge(@Nullable Number value, @Nullable Long ageMillis, @Nullable Duration period) {

		static Gauge of(Reading<Number> reading) {
			Duration age = reading.age();
			return new Gauge(reading.value(), (age != null) ? age.toMillis() : null, reading.period());
		}

	}

}
