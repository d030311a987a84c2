package io.heddle.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.heddle.thread.ThreadSource;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * A child process while it lives. Reading and writing are for one thread; anybody may
 * kill it.
 */
final class Child {

	/** How long each way to end a child is given before the next one. */
	private static final Duration PATIENCE = Duration.ofSeconds(1);

	private final String worker;

	private final Process process;

	private final Frames frames;

	private final ChildOutput output;

	private final Instant startedAt;

	private @Nullable Path classPathFile;

	private Child(String worker, Process process, Frames frames, Ticker ticker) {
		this.worker = worker;
		this.process = process;
		this.frames = frames;
		this.output = new ChildOutput(worker, process, ticker);
		this.startedAt = ticker.now();
	}

	/** Starts the process, and a thread that reads its messages; does not wait for it. */
	static Child start(WorkerSpec spec, ThreadSource threads, Ticker ticker) throws IOException {
		ChildCommand command = ChildCommand.of(spec);
		Path file = command.isLong() ? command.writeClassPath() : null;
		ProcessBuilder builder = new ProcessBuilder(command.arguments(file));
		try {
			return start(spec, threads, ticker, builder, file);
		}
		catch (Throwable ex) {
			delete(file);
			throw ex;
		}
	}

	private static Child start(WorkerSpec spec, ThreadSource threads, Ticker ticker, ProcessBuilder builder,
			@Nullable Path file) throws IOException {
		ChildCommand.fill(builder.environment(), spec.environment());
		Process process = builder.start();
		Frames frames = new Frames(process.getInputStream(), process.getOutputStream(), spec.maxFrameSize());
		Child child = new Child(spec.name(), process, frames, ticker);
		child.classPathFile = file;
		try {
			threads.newThread("%s-output-%d".formatted(spec.name(), process.pid()), child.output).start();
		}
		catch (Throwable ex) {
			child.kill();
			child.close();
			throw ex;
		}
		return child;
	}

	private static void delete(@Nullable Path file) throws IOException {
		if (file != null) {
			Files.deleteIfExists(file);
		}
	}

	/** Sends the settings. <b>Blocks</b> until the child is ready. */
	void greet(ChildSettings settings) throws IOException {
		try {
			this.frames.write(FrameType.HELLO, settings.toBytes());
			Frame answer = this.frames.read();
			if (answer == null || answer.type() != FrameType.READY) {
				throw new IOException("A child of worker '%s' has ended at its start".formatted(this.worker));
			}
		}
		finally {
			delete(this.classPathFile);
		}
	}

	/** Sends something. Fails if the child has not got all of it. */
	void send(FrameType type, byte[] body) throws IOException {
		this.frames.write(type, body);
	}

	/** <b>Blocks</b> until the child answers; {@code null} if it has ended. */
	@Nullable Frame receive() throws IOException {
		return this.frames.read();
	}

	long pid() {
		return this.process.pid();
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	Instant startedAt() {
		return this.startedAt;
	}

	/** What it has said first. */
	String firstLines() {
		return this.output.first();
	}

	/** Has something done after the process has ended, whoever ended it. */
	void whenEnded(Runnable action) {
		this.process.onExit().thenRun(action);
	}

	/** Ends it and what it has started at once; does not wait. */
	void kill() {
		List<ProcessHandle> all = this.process.descendants().toList();
		this.process.toHandle().destroyForcibly();
		all.forEach(ProcessHandle::destroyForcibly);
	}

	/**
	 * Kills it if it is there still, and gives its exit code. <b>Blocks</b> for a moment.
	 */
	int bury() {
		int code = exitCode(PATIENCE);
		if (code < 0) {
			kill();
			code = exitCode(PATIENCE);
		}
		close();
		this.output.awaitEnd();
		return code;
	}

	/**
	 * Ends it by the end of its input, else by a signal, else by force. <b>Blocks</b> for
	 * a few seconds at most.
	 */
	void end() {
		List<ProcessHandle> started = this.process.descendants().toList();
		close();
		if (exitCode(PATIENCE) < 0) {
			this.process.toHandle().destroy();
		}
		if (exitCode(PATIENCE) < 0) {
			kill();
		}
		started.forEach(ProcessHandle::destroyForcibly);
		this.output.awaitEnd();
	}

	/** Negative if it has not ended. An interrupt is kept for later. */
	private int exitCode(Duration limit) {
		boolean interrupted = false;
		try {
			while (true) {
				try {
					return this.process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) ? this.process.exitValue()
							: -1;
				}
				catch (InterruptedException ex) {
					interrupted = true;
				}
			}
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	/** What cannot be closed is closed already. */
	@SuppressWarnings("EmptyCatch")
	private void close() {
		try {
			this.frames.close();
		}
		catch (IOException ex) {
			// the other side is gone
		}
	}

	/** How many bytes of memory it uses, where the system tells. */
	@Nullable Long rss() {
		return ProcessMemory.ofPid(pid());
	}

	/** How much time of processors it has used, where the system tells. */
	@Nullable Duration cpu() {
		return this.process.toHandle().info().totalCpuDuration().orElse(null);
	}

}
