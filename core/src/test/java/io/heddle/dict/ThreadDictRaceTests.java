package io.heddle.dict;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import io.heddle.testing.Crew;
import io.heddle.testing.Eventually;
import io.heddle.testing.ManualTicker;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** What comes in between, step by step. */
@Timeout(60)
@ExtendWith(NoLeakedThreads.class)
class ThreadDictRaceTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final ManualTicker ticker = new ManualTicker();

	private final List<ThreadDict<?, ?>> made = new ArrayList<>();

	@AfterEach
	void closeAll() {
		this.made.forEach(ThreadDict::close);
	}

	private <K, V> ThreadDict<K, V> build(ThreadDict.Builder<K, V> builder) {
		ThreadDict<K, V> dict = builder.ticker(this.ticker).build();
		this.made.add(dict);
		return dict;
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("interrupted", ex);
		}
	}

	/** Fault case 23. */
	@Test
	void aReadOfAMissingKeyDoesNotBringBackWhatWasRemovedMeanwhile() {
		List<ThreadDict<String, Integer>> dicts = new ArrayList<>();
		dicts.add(build(ThreadDict.<String, Integer>builder("machine").reader((key) -> {
			dicts.get(0).put(key, 2);
			dicts.get(0).remove(key);
			return 1;
		})));
		assertThat(dicts.get(0).read("a")).isEqualTo(1);
		assertThat(dicts.get(0)).isEmpty();
	}

	@Test
	void aKeyThatIsAppendedBehindItsRemovalIsPolled() throws InterruptedException {
		CountDownLatch computing = new CountDownLatch(1);
		CountDownLatch go = new CountDownLatch(1);
		ThreadDict<String, Integer> dict = build(ThreadDict.<String, Integer>builder("machine").reader((key) -> 1));
		dict.put("a", 0);
		try (Crew crew = new Crew(ThreadMode.PLATFORM)) {
			crew.start(() -> dict.compute("a", (key, before) -> {
				computing.countDown();
				await(go);
				return null;
			}));
			computing.await();
			Thread appending = crew.start(() -> dict.append("a", 5, SECOND));
			Eventually.isParked(appending);
			go.countDown();
			crew.join();
		}
		assertThat(dict).containsEntry("a", 5);
		assertThat(dict.threadKeys()).containsExactly("a");
	}

	@Test
	void anAppendThatFailsLeavesNothingBehind() {
		ThreadDict<String, Integer> dict = build(ThreadDict.<String, Integer>builder("machine").reader((key) -> 1));
		dict.compute("a", (key, before) -> {
			assertThatIllegalStateException().isThrownBy(() -> dict.append("a", 5, SECOND));
			return null;
		});
		assertThat(dict.threadKeys()).isEmpty();
	}

	@Test
	void aKeyThatBreaksWhileItIsWrittenCanBeWrittenAgain() {
		AtomicBoolean broken = new AtomicBoolean();
		final class Key {

			@Override
			public int hashCode() {
				if (broken.get()) {
					throw new IllegalStateException("broken");
				}
				return 1;
			}

		}
		Key key = new Key();
		ThreadDict<Key, Integer> dict = build(ThreadDict.<Key, Integer>builder("machine").writer((same, value) -> {
			broken.set(value == 1);
			return value;
		}));
		assertThatIllegalStateException().isThrownBy(() -> dict.put(key, 1)).withMessage("broken");
		broken.set(false);
		dict.put(key, 2);
		assertThat(dict).containsEntry(key, 2);
	}

	@Test
	void aKeyThatIsNotThereIsRemovedWithoutAnUpdate() {
		ThreadDict<String, Integer> dict = build(ThreadDict.<String, Integer>builder("machine"));
		dict.remove("a");
		assertThat(dict.getLastUpdate()).isNull();
	}

}
