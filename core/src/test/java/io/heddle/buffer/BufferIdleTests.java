package io.heddle.buffer;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.heddle.testing.Crew;
import io.heddle.testing.Eventually;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import io.heddle.time.Ticker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who waits costs next to nothing. CPU time is measured, so that the load of the machine
 * does not matter.
 */
@ExtendWith(NoLeakedThreads.class)
@Timeout(30)
class BufferIdleTests {

	private static final Duration TIME = Duration.ofSeconds(2);

	private final Buffer<Integer> buffer = new Buffer<>(1024, Ticker.system());

	@Test
	void producersOfABufferThatStaysFullCostLessThanATenthOfACore() throws Exception {
		try (Crew crew = new Crew(ThreadMode.PLATFORM)) {
			List<Thread> threads = new ArrayList<>();
			for (int i = 0; i < 4; i++) {
				threads.add(crew.start(() -> {
					try (Outlet<Integer> outlet = this.buffer.outlet()) {
						while (true) {
							outlet.put(1);
						}
					}
					catch (StoppedException ex) {
						// the end
					}
				}));
			}
			assertThat(cpuMillis(threads)).isLessThan(200);
			this.buffer.abort();
			crew.join();
		}
	}

	@Test
	void consumersOfAnEmptyBufferCostLessThanATwentiethOfACore() throws Exception {
		try (Crew crew = new Crew(ThreadMode.PLATFORM)) {
			List<Thread> threads = startConsumers(crew, 8);
			awaitAllSleep(8);
			assertThat(cpuMillis(threads)).isLessThan(100);
			this.buffer.close();
			crew.join();
		}
	}

	@Test
	void oneBusyConsumerDoesNotMakeTheOthersPoll() throws Exception {
		Inlet<Integer> busy = this.buffer.inlet();
		try (Crew crew = new Crew(ThreadMode.PLATFORM)) {
			List<Thread> threads = startConsumers(crew, 32);
			awaitAllSleep(32);
			assertThat(cpuMillis(threads)).isLessThan(200);
			busy.abandon();
			this.buffer.close();
			crew.join();
		}
	}

	private List<Thread> startConsumers(Crew crew, int count) {
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			threads.add(crew.start(() -> assertThat(this.buffer.inlet().take(Inlet.FOREVER)).isNull()));
		}
		return threads;
	}

	private void awaitAllSleep(int count) {
		Eventually.holds(() -> this.buffer.signal().sleeping() == count);
	}

	/** The CPU time of these threads during the next two seconds. */
	private static long cpuMillis(List<Thread> threads) throws InterruptedException {
		ThreadMXBean bean = ManagementFactory.getThreadMXBean();
		long before = threads.stream().mapToLong((thread) -> bean.getThreadCpuTime(thread.getId())).sum();
		assertThat(new CountDownLatch(1).await(TIME.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
		long after = threads.stream().mapToLong((thread) -> bean.getThreadCpuTime(thread.getId())).sum();
		return TimeUnit.NANOSECONDS.toMillis(after - before);
	}

}
