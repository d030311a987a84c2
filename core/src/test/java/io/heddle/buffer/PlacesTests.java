package io.heddle.buffer;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.testing.Crew;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.heddle.testing.Interleavings.check;
import static io.heddle.testing.Interleavings.require;
import static io.heddle.testing.Interleavings.together;
import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(NoLeakedThreads.class)
class PlacesTests {

	@Test
	void thereAreAsManyAsWereMade() throws InterruptedException {
		Places places = new Places(2);
		assertThat(places.tryTake()).isTrue();
		assertThat(places.take()).isTrue();
		assertThat(places.tryTake()).isFalse();
		assertThat(places.taken()).isEqualTo(2);
		places.giveBack();
		assertThat(places.tryTake()).isTrue();
		assertThat(places.awaitAll(Duration.ofMillis(1))).isFalse();
		places.giveBack();
		places.giveBack();
		assertThat(places.taken()).isZero();
		assertThat(places.awaitAll(Duration.ZERO)).isTrue();
	}

	@Test
	void onePlaceBeyondTheBoundIsPaidBackFirst() {
		Places places = new Places(1);
		assertThat(places.tryTake()).isTrue();
		places.takeBeyond();
		assertThat(places.taken()).isEqualTo(2);
		places.giveBack();
		assertThat(places.tryTake()).isFalse();
		places.giveBack();
		assertThat(places.tryTake()).isTrue();
	}

	@Test
	void aRefusalReachesWhoWaits() throws InterruptedException {
		Places places = new Places(1);
		assertThat(places.tryTake()).isTrue();
		AtomicInteger refused = new AtomicInteger();
		CountDownLatch begun = new CountDownLatch(3);
		try (Crew crew = new Crew(ThreadMode.PLATFORM)) {
			crew.start(3, () -> {
				begun.countDown();
				if (!places.take()) {
					refused.getAndIncrement();
				}
			});
			begun.await();
			places.refuse(true);
			crew.join();
		}
		assertThat(refused).hasValue(3);
		assertThat(places.isRefusing()).isTrue();
		places.giveBack();
		assertThat(places.tryTake()).isFalse();
		places.refuse(false);
		assertThat(places.tryTake()).isTrue();
	}

	@Test
	@Timeout(120)
	void neverMoreThanTheBoundAndNobodyWaitsForEver() throws InterruptedException {
		Places places = new Places(3);
		AtomicInteger inside = new AtomicInteger();
		AtomicInteger rounds = new AtomicInteger();
		try (Crew crew = new Crew(ThreadMode.PLATFORM)) {
			crew.start(8, () -> {
				for (int i = 0; i < 5_000; i++) {
					require(places.take(), "refused");
					require(inside.incrementAndGet() <= 3, "more than three");
					inside.decrementAndGet();
					places.giveBack();
					rounds.getAndIncrement();
				}
			});
			crew.join(Duration.ofSeconds(10), rounds::get);
		}
		assertThat(places.taken()).isZero();
	}

	@Test
	@Timeout(120)
	void aPlaceThatIsGivenBackReachesWhoIsAboutToWait() {
		check(() -> {
			Places places = new Places(1);
			places.tryTake();
			together(places::giveBack, () -> require(places.take(), "refused"));
			require(places.taken() == 1, "not taken");
		});
	}

	@Test
	@Timeout(120)
	void nobodyIsOverlookedWhileOthersComeAndGo() {
		check(() -> {
			Places places = new Places(3);
			places.tryTake();
			together(() -> {
				if (places.tryTake()) {
					places.giveBack();
				}
			}, () -> require(places.taken() >= 1, "one is overlooked"));
			require(places.taken() == 1, "not one");
		});
	}

	@Test
	@Timeout(120)
	void whoWaitsForAllIsToldThoughAnotherLooksForAPlace() {
		check(() -> {
			Places places = new Places(1);
			places.tryTake();
			together(places::giveBack, () -> {
				if (places.tryTake()) {
					places.giveBack();
				}
			}, () -> require(places.awaitAll(Duration.ofDays(1)), "not all"));
		});
	}

	@Test
	void anyInterleavingFindsThePlacesThatAreFree() {
		check(() -> {
			Places places = new Places(2);
			places.tryTake();
			places.tryTake();
			places.giveBack();
			places.giveBack();
			together(() -> require(places.tryTake(), "the first finds none"),
					() -> require(places.tryTake(), "the second finds none"));
			require(!places.tryTake(), "a third place");
			require(places.taken() == 2, "another number");
		});
	}

}
