package io.heddle.demo.worker;

import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

import io.heddle.worker.RemoteTaskException;
import io.heddle.worker.WorkerCrashedException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/**
 * What a caller is told about a class file. Whatever the file has done to the process
 * that has read it is the fault of the file.
 */
final class VerifyAnswers {

	private VerifyAnswers() {
	}

	static ResponseEntity<Object> of(@Nullable ClassFile file, @Nullable Throwable failure) {
		return (failure == null) ? ResponseEntity.ok(file) : ofFailure(failure);
	}

	private static ResponseEntity<Object> ofFailure(Throwable failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		if (cause instanceof RemoteTaskException remote) {
			return problem(HttpStatus.UNPROCESSABLE_CONTENT, remote.message() + ".");
		}
		if (cause instanceof WorkerCrashedException || cause instanceof TimeoutException) {
			return problem(HttpStatus.UNPROCESSABLE_CONTENT,
					"The file has ended the process that has read it: %s.".formatted(cause.getMessage()));
		}
		return problem(HttpStatus.SERVICE_UNAVAILABLE, "The file was not read: %s.".formatted(cause.getMessage()));
	}

	static ResponseEntity<Object> problem(HttpStatus status, String detail) {
		return ResponseEntity.of(ProblemDetail.forStatusAndDetail(status, detail)).build();
	}

}
