package io.heddle.periodic;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;

import io.heddle.testing.Crew;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.Eventually;
import io.heddle.testing.ManualTicker;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Commands as tasks of a crontab.
 */
@ExtendWith(NoLeakedThreads.class)
@Timeout(60)
class ShellCommandTests {

	/** A child in the foreground of the shell, whose number is in a file. */
	private static final String SLEEP = "sh -c 'echo $$ > %s; exec sleep 1000'; echo never";

	@TempDir
	private Path directory = Path.of("");

	private static String output(String command) throws Exception {
		return new ShellCommand("test", command).call();
	}

	private Path pidFile() {
		return this.directory.resolve("pid");
	}

	private ProcessHandle awaitChild() throws Exception {
		Eventually.holds(() -> Files.exists(pidFile()) && !Files.readString(pidFile()).isBlank());
		return ProcessHandle.of(Long.parseLong(Files.readString(pidFile()).trim())).orElseThrow();
	}

	@Test
	void t172theOutputIsTheResult() throws Exception {
		assertThat(output("echo hello")).isEqualTo("hello\n");
		assertThat(output("echo one; echo two >&2")).isEqualTo("one\ntwo\n");
		assertThat(output("true")).isEmpty();
	}

	@Test
	void t172theOutputIsAResultOfTheCrontab() {
		ManualTicker ticker = new ManualTicker();
		try (CronTab crontab = CronTab.builder("hello")
			.line("* * * * *   echo hello")
			.allowShell(true)
			.ticker(ticker)
			.build()) {
			crontab.start();
			ticker.awaitSleepers(1);
			assertThat(crontab.get()).hasValue("hello\n");
			crontab.load("* * * * * echo other");
			ticker.awaitSleepers(1);
			ticker.advance(Duration.ofMinutes(1));
			ticker.awaitSleepers(1);
			assertThat(crontab.get()).hasValue("other\n");
		}
	}

	@Test
	void anExitCodeIsAFailure() {
		assertThatExceptionOfType(CommandException.class).isThrownBy(() -> output("echo why; exit 3"))
			.withMessage("Command 'echo why; exit 3' has ended with exit code 3")
			.satisfies((failure) -> assertThat(failure.getExitCode()).isEqualTo(3))
			.satisfies((failure) -> assertThat(failure.getOutput()).isEqualTo("why\n"));
	}

	@Test
	void anExitCodeIsAFailureOfTheCrontab() {
		ManualTicker ticker = new ManualTicker();
		try (CronTab crontab = CronTab.builder("exit")
			.line("* * * * * exit 3")
			.allowShell(true)
			.ticker(ticker)
			.build()) {
			crontab.start();
			ticker.awaitSleepers(1);
			assertThat(crontab.isAlive()).isTrue();
			assertThat(crontab.getErrors()).isEqualTo(1);
			assertThat(crontab.getLastError()).isInstanceOf(CommandException.class);
			assertThat(crontab.get()).isEmpty();
		}
	}

	@Test
	void theOutputIsBounded() throws Exception {
		String output = output("yes | head -c 1000000");
		assertThat(output).startsWith("y\ny\n")
			.hasSizeLessThan(CommandOutput.MAX_LENGTH + 100)
			.endsWith("… %d more characters".formatted(1_000_000 - CommandOutput.MAX_LENGTH));
	}

	@Test
	void thereIsNoInput() throws Exception {
		assertThat(output("cat")).isEmpty();
	}

	@Test
	void whatItLeavesInTheBackgroundIsNotWaitedFor() throws Exception {
		assertThat(output("sleep 1 & echo done")).isEqualTo("done\n");
	}

	@EachThreadMode
	void anInterruptKillsItWithItsDescendants(ThreadMode mode) throws Exception {
		FutureTask<String> task = new FutureTask<>(() -> output(SLEEP.formatted(pidFile())));
		try (Crew crew = new Crew(mode)) {
			Thread thread = crew.start(task::run);
			ProcessHandle child = awaitChild();
			thread.interrupt();
			crew.join();
			Eventually.holds(() -> !child.isAlive());
		}
		assertThat(task).failsWithin(Duration.ofSeconds(1))
			.withThrowableThat()
			.withCauseInstanceOf(InterruptedException.class);
	}

	@Test
	void whatIgnoresThatIsKilledByForce() throws Exception {
		try (Crew crew = new Crew(ThreadMode.PLATFORM)) {
			String command = "trap '' TERM; echo $$ > %s; while true; do sleep 1000; done".formatted(pidFile());
			Thread thread = crew
				.start(() -> assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> output(command)));
			ProcessHandle shell = awaitChild();
			thread.interrupt();
			crew.join();
			Eventually.holds(() -> !shell.isAlive());
		}
	}

	@Test
	void aStopKillsIt() throws Exception {
		CronTab crontab = CronTab.builder("sleeper")
			.line("* * * * * " + SLEEP.formatted(pidFile()))
			.allowShell(true)
			.build();
		crontab.start();
		ProcessHandle child = awaitChild();
		assertThat(crontab.stop(Duration.ZERO)).isTrue();
		Eventually.holds(() -> !child.isAlive());
		assertThat(crontab.get()).isEmpty();
		crontab.close();
	}

	@Test
	void theEndOfItsApplicationKillsIt() throws Exception {
		CronTab crontab = CronTab.builder("sleeper")
			.line("* * * * * " + SLEEP.formatted(pidFile()))
			.allowShell(true)
			.build();
		crontab.activity().start();
		ProcessHandle child = awaitChild();
		assertThat(crontab.activity().stop(Duration.ofMillis(50)).isComplete()).isTrue();
		Eventually.holds(() -> !child.isAlive());
		crontab.close();
	}

	@Test
	void theShellHasToBeAllowed() throws Exception {
		CronTab crontab = CronTab.builder("hello").line("* * * * * echo hello").build();
		String refused = "Crontab 'hello' runs the command 'echo hello', which is not allowed: "
				+ "set 'heddle.cron.allow-shell' to true, or give it a task";
		assertThatIllegalStateException().isThrownBy(crontab::start).withMessage(refused);
		assertThatIllegalStateException().isThrownBy(crontab.activity()::start).withMessage(refused);
		assertThatIllegalStateException().isThrownBy(crontab::doTask).withMessage(refused);
		assertThat(crontab.isAlive()).isFalse();
		crontab.load("* * * * * echo hello");
		crontab.setAllowShell(true);
		assertThat(crontab.doTask()).isEqualTo("hello\n");
	}

	@Test
	void thePropertyOfTheJvmAllowsTheShell() throws Exception {
		System.setProperty("heddle.cron.allow-shell", "true");
		try {
			assertThat(new CronTab("* * * * * echo hello").doTask()).isEqualTo("hello\n");
		}
		finally {
			System.clearProperty("heddle.cron.allow-shell");
		}
	}

	@Test
	void aTaskNeedsNoShell() throws Exception {
		try (CronTab crontab = new CronTab("0 0 1 1 * echo hello", () -> 42)) {
			crontab.start();
			assertThat(crontab.doTask()).isEqualTo(42);
		}
	}

}
