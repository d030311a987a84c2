package io.heddle.periodic;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A command that is run by {@code sh -c}. Its output, with its error output, is the
 * result. It has no input. An interrupt kills it with its descendants.
 * <p>
 * What it leaves in the background is not waited for.
 */
final class ShellCommand implements Callable<String> {

	private static final Logger logger = LoggerFactory.getLogger(ShellCommand.class);

	/** How long a command that is to be killed has for its last steps. */
	private static final Duration GRACE = Duration.ofMillis(200);

	/** How long its output is waited for once it has ended. */
	private static final Duration SETTLE = Duration.ofMillis(500);

	private final String name;

	private final String command;

	/**
	 * A command.
	 * @param name for the thread that reads its output
	 */
	ShellCommand(String name, String command) {
		this.name = name;
		this.command = command;
	}

	/**
	 * Runs it. <b>Blocks</b> until it has ended.
	 * @throws CommandException if its exit code is not 0
	 */
	@Override
	public String call() throws IOException, InterruptedException, CommandException {
		Process process = new ProcessBuilder("sh", "-c", this.command).redirectErrorStream(true).start();
		try {
			process.getOutputStream().close();
			return run(process);
		}
		catch (InterruptedException ex) {
			throw new InterruptedException(
					"Command '%s' is killed, as its thread was interrupted".formatted(this.command));
		}
		finally {
			if (process.isAlive()) {
				kill(process);
			}
		}
	}

	private String run(Process process) throws InterruptedException, CommandException {
		CommandOutput output = new CommandOutput(process.inputReader());
		Thread reader = ThreadSource.of(ThreadMode.PLATFORM).newThread(this.name + "-output", output);
		reader.start();
		int code = process.waitFor();
		TimeUnit.MILLISECONDS.timedJoin(reader, SETTLE.toMillis());
		if (reader.isAlive()) {
			logger.warn("Command '{}' has left something in the background that keeps its output open: redirect that",
					this.command);
		}
		if (code != 0) {
			throw new CommandException(this.command, code, output.text());
		}
		return output.text();
	}

	/**
	 * First asks, then forces. Parents come first, so that they make no more children.
	 */
	private static void kill(Process process) {
		List<ProcessHandle> all = withDescendants(process.toHandle()).toList();
		all.forEach(ProcessHandle::destroy);
		try {
			CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
				.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException ex) {
			logger.debug("Command is killed by force", ex);
		}
		List<ProcessHandle> left = all.stream().flatMap(ShellCommand::withDescendants).distinct().toList();
		left.forEach(ProcessHandle::destroyForcibly);
	}

	private static Stream<ProcessHandle> withDescendants(ProcessHandle process) {
		return Stream.concat(Stream.of(process), process.descendants());
	}

	@Override
	public String toString() {
		return this.command;
	}

}
