package io.heddle.pipeline;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ControlTests {

	private final Control control = new Control();

	@Test
	void isQuietUntilSomethingIsAsked() {
		assertThat(this.control.isQuiet()).isTrue();
		this.control.set(Control.PAUSE);
		assertThat(this.control.isQuiet()).isFalse();
		assertThat(this.control.has(Control.PAUSE)).isTrue();
		assertThat(this.control.has(Control.CANCEL)).isFalse();
	}

	@Test
	void whatIsAskedIsTakenBackOneByOne() {
		this.control.set(Control.PAUSE);
		this.control.set(Control.RETIRE);
		this.control.clear(Control.PAUSE);
		assertThat(this.control.has(Control.PAUSE)).isFalse();
		assertThat(this.control.has(Control.RETIRE)).isTrue();
		this.control.clear(Control.RETIRE);
		assertThat(this.control.isQuiet()).isTrue();
	}

	@Test
	void severalThingsMayBeLookedForAtOnce() {
		this.control.set(Control.CANCEL);
		assertThat(this.control.has(Control.STOP | Control.CANCEL)).isTrue();
		assertThat(this.control.has(Control.STOP | Control.RETIRE)).isFalse();
	}

}
