package io.heddle.demo.background;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;

import io.heddle.background.ThreadWrapper;

import org.springframework.core.io.FileSystemResource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/**
 * What a caller is told about an export.
 */
final class ExportAnswers {

	private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss")
		.withZone(ZoneOffset.UTC);

	/** An export takes seconds. */
	private static final String RETRY_AFTER_SECONDS = "5";

	private ExportAnswers() {
	}

	static ResponseEntity<Object> started(ThreadWrapper<?> export) {
		return ResponseEntity.accepted()
			.location(URI.create("/export/" + export.getId()))
			.cacheControl(CacheControl.noStore())
			.contentType(MediaType.APPLICATION_JSON)
			.body(ExportStatus.of(export));
	}

	/** How far it is, the file, or why there is none. */
	static ResponseEntity<Object> of(ThreadWrapper<ExportedFile> export) {
		if (!export.isDone()) {
			return status(export);
		}
		ExportedFile result = export.getResult();
		return (result != null) ? file(result, export) : noFile(export);
	}

	static ResponseEntity<Object> status(ThreadWrapper<?> export) {
		return ResponseEntity.accepted()
			.cacheControl(CacheControl.noStore())
			.contentType(MediaType.APPLICATION_JSON)
			.body(ExportStatus.of(export));
	}

	private static ResponseEntity<Object> file(ExportedFile file, ThreadWrapper<?> export) {
		if (Files.notExists(file.path())) {
			return unknown(export.getId());
		}
		String time = TIME.format(Objects.requireNonNull(export.getStartTime()));
		ContentDisposition disposition = ContentDisposition.attachment()
			.filename("jar-census-%s.csv".formatted(time))
			.build();
		return ResponseEntity.ok()
			.contentType(CSV)
			.header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
			.body(new FileSystemResource(file.path()));
	}

	private static ResponseEntity<Object> noFile(ThreadWrapper<?> export) {
		if (export.isCancelled()) {
			return problem(HttpStatus.GONE, "Export '%s' was cancelled.".formatted(export.getName()));
		}
		Throwable cause = Objects.requireNonNull(export.getException());
		return problem(HttpStatus.INTERNAL_SERVER_ERROR,
				"Export '%s' failed with %s; the log of the application has more.".formatted(export.getName(),
						cause.getClass().getName()));
	}

	static ResponseEntity<Object> unknown(long id) {
		return problem(HttpStatus.NOT_FOUND, "There is no export %d, or no longer.".formatted(id));
	}

	/** There is no place for one more, or the application is about to stop. */
	static ResponseEntity<Object> rejected(String reason) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, reason + '.');
		return ResponseEntity.of(problem).header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS).build();
	}

	private static ResponseEntity<Object> problem(HttpStatus status, String detail) {
		return ResponseEntity.of(ProblemDetail.forStatusAndDetail(status, detail)).build();
	}

}
