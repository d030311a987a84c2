package io.heddle.testing;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import io.heddle.thread.ThreadMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The checks of this package can fail. */
@ExtendWith(NoLeakedThreads.class)
class TestingTests {

	@Test
	void lostAndDoubledItemsAreFound() {
		Numbered items = new Numbered(130);
		for (int number = 0; number < 129; number++) {
			items.mark(number);
		}
		items.mark(64);
		assertThat(items.lost()).containsExactly(129);
		assertThat(items.doubled()).containsExactly(64);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(items::assertEachOnce);
	}

	@EachThreadMode
	void aLivingThreadIsSeen(ThreadMode mode) throws Exception {
		CountDownLatch end = new CountDownLatch(1);
		try (Crew crew = new Crew(mode)) {
			crew.start(end::await);
			assertThat(LiveThreads.names()).containsValue("crew-0");
			end.countDown();
			crew.join();
		}
		assertThat(LiveThreads.names()).doesNotContainValue("crew-0");
	}

	@EachThreadMode
	void aHangingThreadIsReported(ThreadMode mode) {
		try (Crew crew = new Crew(mode)) {
			crew.start(new CountDownLatch(1)::await);
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> crew.join(Duration.ofMillis(100), () -> 0))
				.withMessageContaining("CountDownLatch");
		}
	}

	@EachThreadMode
	void aFailureOfAThreadIsReported(ThreadMode mode) {
		try (Crew crew = new Crew(mode)) {
			crew.start(() -> {
				throw new IllegalStateException("broken");
			});
			assertThatExceptionOfType(AssertionError.class).isThrownBy(crew::join).withMessageContaining("broken");
		}
	}

}
