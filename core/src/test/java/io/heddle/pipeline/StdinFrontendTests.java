package io.heddle.pipeline;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import io.heddle.testing.NoLeakedThreads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(NoLeakedThreads.class)
class StdinFrontendTests {

	@Test
	void emitsLinesWithoutTheirEnds() {
		assertThat(linesOf(new StdinFrontend(stream("one\ntwo\r\n\nlast")))).containsExactly("one", "two", "", "last");
	}

	@Test
	void endsWithItsInput() {
		assertThat(linesOf(new StdinFrontend(stream("")))).isEmpty();
	}

	@Test
	void readsTheStandardInputOfTheTime() {
		StdinFrontend frontend = new StdinFrontend();
		InputStream before = System.in;
		System.setIn(stream("typed\n"));
		try {
			assertThat(linesOf(frontend)).containsExactly("typed");
		}
		finally {
			System.setIn(before);
		}
	}

	@Test
	void doesNotCloseItsStream() {
		OpenStream stream = new OpenStream();
		assertThat(linesOf(new StdinFrontend(stream))).containsExactly("line");
		assertThat(stream.closed).isFalse();
	}

	private static List<String> linesOf(StdinFrontend frontend) {
		List<String> lines = new ArrayList<>();
		Pipeline.named("typed").from(frontend).to(lines::add).build().run();
		return lines;
	}

	private static InputStream stream(String text) {
		return new ByteArrayInputStream(text.getBytes(US_ASCII));
	}

	private static final class OpenStream extends ByteArrayInputStream {

		private boolean closed;

		OpenStream() {
			super("line".getBytes(US_ASCII));
		}

		@Override
		public void close() {
			this.closed = true;
		}

	}

}
