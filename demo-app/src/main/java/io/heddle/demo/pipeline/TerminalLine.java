package io.heddle.demo.pipeline;

import java.io.Console;
import java.io.PrintStream;
import java.lang.reflect.Method;

import me.tongfei.progressbar.ProgressBarConsumer;

import org.springframework.util.ReflectionUtils;

/**
 * The last line of the terminal. The cursor returns to the start of the line after each
 * update, so that a log message in between overwrites the bar and does not follow it.
 * <p>
 * The library's own consumer would open the terminal with JLine, which takes over the
 * signal handlers and with them the orderly end on Ctrl-C.
 */
final class TerminalLine implements ProgressBarConsumer {

	private static final int LENGTH = 79;

	private final PrintStream out;

	TerminalLine(PrintStream out) {
		this.out = out;
	}

	/** Whether the output is a terminal that understands a carriage return. */
	@SuppressWarnings("SystemConsoleNull")
	static boolean isAvailable() {
		Console console = System.console();
		return console != null && isTerminal(console) && !"dumb".equals(System.getenv("TERM"));
	}

	/**
	 * From Java 22 on there may be a console without a terminal, and a method that asks.
	 */
	private static boolean isTerminal(Console console) {
		Method isTerminal = ReflectionUtils.findMethod(Console.class, "isTerminal");
		return isTerminal == null || Boolean.TRUE.equals(ReflectionUtils.invokeMethod(isTerminal, console));
	}

	@Override
	public int getMaxRenderedLength() {
		return LENGTH;
	}

	@Override
	public void accept(String line) {
		this.out.print('\r' + line + '\r');
		this.out.flush();
	}

	@Override
	public void close() {
		this.out.println();
	}

}
