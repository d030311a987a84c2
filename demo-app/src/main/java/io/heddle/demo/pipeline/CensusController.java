package io.heddle.demo.pipeline;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves the census: JSON, and a page that shows it to browsers.
 */
@RestController
final class CensusController {

	private final CensusMonitor monitor;

	private final CensusDatabase database;

	CensusController(CensusMonitor monitor, CensusDatabase database) {
		this.monitor = monitor;
		this.database = database;
	}

	@GetMapping(path = "/", produces = MediaType.APPLICATION_JSON_VALUE)
	CensusStatus status() {
		return this.monitor.status();
	}

	@GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
	Resource page() {
		return new ClassPathResource("census.html");
	}

	@GetMapping(path = "/duplicates", produces = MediaType.APPLICATION_JSON_VALUE)
	Duplicates duplicates(@RequestParam(defaultValue = "100") int limit) {
		return this.database.duplicates(Math.max(0, limit));
	}

}
