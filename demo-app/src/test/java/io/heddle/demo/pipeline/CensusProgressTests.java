package io.heddle.demo.pipeline;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class CensusProgressTests {

	private final CensusProgress progress = new CensusProgress(new CensusProperties(null, Duration.ofMillis(10)));

	@Test
	void progressIsLoggedWithoutControlCharactersWhenThereIsNoTerminal(CapturedOutput output) {
		this.progress.open(4);
		for (int i = 1; i <= 3; i++) {
			this.progress.step(1_000L * i);
		}
		this.progress.close();
		assertThat(output).contains("75%").contains("3/4 jars").contains("3,000 classes").doesNotContain("\r");
	}

	@Test
	void nothingIsShownWhileItIsClosed(CapturedOutput output) {
		this.progress.step(1);
		this.progress.close();
		assertThat(output).isEmpty();
	}

}
