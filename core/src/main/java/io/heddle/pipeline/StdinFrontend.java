package io.heddle.pipeline;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Objects;

import io.heddle.buffer.Emitter;
import org.jspecify.annotations.Nullable;

/**
 * Emits the lines of the standard input, without their ends, until it ends. Use it with
 * one thread.
 * <p>
 * Reading the standard input cannot be interrupted: a stop leaves a thread that waits for
 * a line behind after a short patience.
 */
public final class StdinFrontend implements Frontend<String> {

	private final @Nullable InputStream input;

	/** Reads {@link System#in} as it is at the time. */
	public StdinFrontend() {
		this.input = null;
	}

	/** Reads another stream, which it does not close. */
	public StdinFrontend(InputStream input) {
		this.input = input;
	}

	@Override
	public void produce(Emitter<? super String> out) throws IOException {
		InputStream stream = Objects.requireNonNullElse(this.input, System.in);
		BufferedReader reader = new BufferedReader(new InputStreamReader(stream, Charset.defaultCharset()));
		for (String line = reader.readLine(); line != null; line = reader.readLine()) {
			out.emit(line);
		}
	}

}
