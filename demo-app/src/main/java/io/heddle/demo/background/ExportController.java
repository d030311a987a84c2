package io.heddle.demo.background;

import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * Starts, shows and cancels exports; no request waits for one.
 */
@RestController
@RequestMapping("/export")
final class ExportController {

	private final ExportList exports;

	ExportController(ExportList exports) {
		this.exports = exports;
	}

	@GetMapping
	ResponseEntity<Object> start() throws IOException {
		return ExportAnswers.started(this.exports.start());
	}

	/** Who only asks for the headers does not want an export. */
	@RequestMapping(method = RequestMethod.HEAD)
	ResponseEntity<Void> head() {
		return ResponseEntity.status(HttpStatus.METHOD_NOT_ALLOWED).allow(HttpMethod.GET).build();
	}

	@GetMapping("/{id}")
	ResponseEntity<Object> show(@PathVariable long id) {
		return this.exports.find(id).map(ExportAnswers::of).orElseGet(() -> ExportAnswers.unknown(id));
	}

	@DeleteMapping("/{id}")
	ResponseEntity<Object> delete(@PathVariable long id) {
		return this.exports.find(id)
			.map((export) -> this.exports.cancelOrForget(export) ? ResponseEntity.noContent().build()
					: ExportAnswers.status(export))
			.orElseGet(() -> ExportAnswers.unknown(id));
	}

	@ExceptionHandler
	ResponseEntity<Object> rejected(RejectedExecutionException ex) {
		return ExportAnswers.rejected(String.valueOf(ex.getMessage()));
	}

}
