package io.heddle.demo.worker;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;

import io.heddle.worker.WorkerProcess;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Verifies class files that nobody would want to read in this process. The answer comes
 * when the child process has answered, or has ended; no thread of the server waits.
 */
@RestController
@RequestMapping("/verify")
final class VerifyController {

	/** Class files of the JDK itself are below 256 kB. */
	private static final int LARGEST = 4 << 20;

	private final WorkerProcess verify;

	private final JarClasses classes;

	VerifyController(@Qualifier("verify") WorkerProcess verify, JarClasses classes) {
		this.verify = verify;
		this.classes = classes;
	}

	/** One that is sent here. */
	@PostMapping(consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
	CompletableFuture<ResponseEntity<Object>> verify(@RequestBody byte[] content) {
		if (content.length > LARGEST) {
			return CompletableFuture.completedFuture(VerifyAnswers.problem(HttpStatus.CONTENT_TOO_LARGE,
					"A class file of %d bytes is too large: at most %d.".formatted(content.length, LARGEST)));
		}
		return this.verify.send(nameOf(content), new ClassCheck(content)).handle(VerifyAnswers::of);
	}

	/** One of the census. */
	@GetMapping
	CompletableFuture<ResponseEntity<Object>> verify(@RequestParam String jar, @RequestParam String name)
			throws IOException {
		byte[] content = this.classes.find(jar, name, LARGEST + 1);
		return (content != null) ? verify(content) : CompletableFuture.completedFuture(VerifyAnswers
			.problem(HttpStatus.NOT_FOUND, "There is no class '%s' in jar '%s'.".formatted(name, jar)));
	}

	/** Who sends the same file while it is being read gets the same answer. */
	private static String nameOf(byte[] content) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
