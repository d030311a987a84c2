package io.heddle.demo.pipeline;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TerminalLineTests {

	private final ByteArrayOutputStream output = new ByteArrayOutputStream();

	private final TerminalLine line = new TerminalLine(new PrintStream(this.output, false, StandardCharsets.UTF_8));

	@Test
	void updateLeavesTheCursorAtTheStartOfTheLine() {
		this.line.accept("10 %");
		this.line.accept("20 %");
		assertThat(this.output.toString(StandardCharsets.UTF_8)).isEqualTo("\r10 %\r\r20 %\r");
	}

	@Test
	void endLeavesTheLastUpdateStanding() {
		this.line.close();
		assertThat(this.output.toString(StandardCharsets.UTF_8)).isEqualTo(System.lineSeparator());
	}

}
