package io.heddle.demo.periodic;

import java.time.Instant;
import java.util.List;

import io.heddle.periodic.PeriodicStats;
import io.heddle.periodic.ThreadedObject;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows the look for new jars, and has it happen now.
 */
@RestController
@RequestMapping("/rescan")
final class RescanController {

	private final ThreadedObject rescan;

	private final JarWatch watch;

	RescanController(ThreadedObject rescan, JarWatch watch) {
		this.rescan = rescan;
		this.watch = watch;
	}

	@GetMapping
	Rescan show() {
		PeriodicStats stats = this.rescan.stats();
		return new Rescan(this.watch.jarCount(), this.watch.lastNew(), stats.last(), stats.next());
	}

	@PostMapping
	@ResponseStatus(HttpStatus.ACCEPTED)
	void runNow() {
		this.rescan.runNow();
	}

	/**
	 * The look for new jars.
	 *
	 * @param jars how many there were the last time
	 * @param lastNew the new ones that were found last
	 * @param last when it looked last
	 * @param next when it will look next
	 */
	record Rescan(int jars, List<String> lastNew, @Nullable Instant last, @Nullable Instant next) {

	}

}
