package io.heddle.demo.enrich;

import java.util.List;

import io.heddle.enrich.EnrichReport;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows which licences there are, and has them looked up anew.
 */
@RestController
@RequestMapping("/licences")
final class LicenceController {

	private final LicenceSearch search;

	private final LicenceEnricher licences;

	private final LicenceTable table;

	LicenceController(LicenceSearch search, LicenceEnricher licences, LicenceTable table) {
		this.search = search;
		this.licences = licences;
		this.table = table;
	}

	@GetMapping
	Licences show() {
		return new Licences(this.search.isSearching(), LastSearch.of(this.licences.lastReport()), this.table.shares());
	}

	@PostMapping
	ResponseEntity<Void> start() {
		return ResponseEntity.status(this.search.start() ? HttpStatus.ACCEPTED : HttpStatus.CONFLICT).build();
	}

	/**
	 * What is known.
	 *
	 * @param searching whether they are being looked up
	 * @param last what has come of it the last time, {@code null} before that
	 * @param licences the licences, those of most jars first
	 */
	record Licences(boolean searching, @Nullable LastSearch last, List<LicenceTable.Share> licences) {

	}

	/**
	 * What has come of a search.
	 *
	 * @param jars how many were opened
	 * @param known how many say their licence
	 * @param unknown how many do not
	 * @param unreadable how many could not be read
	 * @param millis how long it took
	 */
	record LastSearch(long jars, long known, long unknown, long unreadable, long millis) {

		static @Nullable LastSearch of(@Nullable EnrichReport report) {
			return (report != null) ? new LastSearch(report.tasks(), report.saved(), report.empty(), report.failed(),
					report.elapsed().toMillis()) : null;
		}

	}

}
