package io.heddle.buffer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.testing.Crew;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.testing.Numbered;
import io.heddle.thread.ThreadMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.heddle.testing.Interleavings.check;
import static io.heddle.testing.Interleavings.require;
import static io.heddle.testing.Interleavings.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@ExtendWith(NoLeakedThreads.class)
class SharedRingTests {

	@Test
	void isAQueueThatGoesRound() {
		SharedRing<Integer> ring = new SharedRing<>(3);
		for (int round = 0; round < 10; round++) {
			assertThat(ring.poll()).isNull();
			assertThat(ring.hasItem()).isFalse();
			for (int i = 0; i < 4; i++) {
				assertThat(ring.offer(i)).isTrue();
			}
			assertThat(ring.offer(9)).isFalse();
			assertThat(ring.size()).isEqualTo(4);
			assertThat(ring.hasItem()).isTrue();
			for (int i = 0; i < 4; i++) {
				assertThat(ring.poll()).isEqualTo(i);
			}
			assertThat(ring.size()).isZero();
		}
	}

	@Test
	void refusesACapacityThatNoArrayHas() {
		assertThatIllegalArgumentException().isThrownBy(() -> new SharedRing<>(0)).withMessageContaining("was 0");
	}

	@Test
	@Timeout(120)
	@SuppressWarnings("ThreadPriorityCheck") // on few cores
	void manyProducersAndConsumersLoseAndDoubleNothing() throws InterruptedException {
		int producers = 4;
		int each = 100_000;
		Numbered numbered = new Numbered(producers * each);
		SharedRing<Integer> ring = new SharedRing<>(2);
		AtomicInteger next = new AtomicInteger();
		AtomicInteger taken = new AtomicInteger();
		try (Crew crew = new Crew(ThreadMode.PLATFORM)) {
			crew.start(producers, () -> {
				for (int i = 0; i < each; i++) {
					Integer item = next.getAndIncrement();
					while (!ring.offer(item)) {
						Thread.yield();
					}
				}
			});
			crew.start(4, () -> {
				while (taken.get() < producers * each) {
					Integer item = ring.poll();
					if (item == null) {
						Thread.yield();
						continue;
					}
					numbered.mark(item);
					taken.getAndIncrement();
				}
			});
			crew.join(Duration.ofSeconds(10), taken::get);
		}
		numbered.assertEachOnce();
		assertThat(ring.size()).isZero();
	}

	@Test
	@Timeout(120)
	void anyInterleavingKeepsEachItemAndTheOrderOfAProducer() {
		check(() -> {
			SharedRing<Integer> ring = new SharedRing<>(2);
			List<Integer> taken = Collections.synchronizedList(new ArrayList<>());
			together(() -> {
				require(ring.offer(1), "refused");
				require(ring.offer(2), "refused");
			}, () -> take(ring, taken), () -> take(ring, taken));
			take(ring, taken);
			take(ring, taken);
			require(taken.size() == 2 && taken.contains(1) && taken.contains(2), "lost or doubled: " + taken);
		});
	}

	private static void take(SharedRing<Integer> ring, List<Integer> taken) {
		Integer item = ring.poll();
		if (item != null) {
			taken.add(item);
		}
	}

}
