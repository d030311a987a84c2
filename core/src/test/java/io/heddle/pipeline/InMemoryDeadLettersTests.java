package io.heddle.pipeline;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.testing.Crew;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.ManualTicker;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.testing.Numbered;
import io.heddle.thread.ThreadMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@ExtendWith(NoLeakedThreads.class)
class InMemoryDeadLettersTests {

	private final Exception cause = new Exception("bad item");

	private final DeadLetters store = DeadLetters.inMemory(3);

	@Test
	void givesIdsOfItsOwnInOrder() {
		this.store.add(letter(99, "a"));
		this.store.add(letter(99, "b"));
		assertThat(this.store.list()).containsExactly(letter(1, "a"), letter(2, "b"));
	}

	@Test
	void refusesMoreThanItsCapacity() {
		fill(3);
		assertThatIllegalStateException().isThrownBy(() -> this.store.add(letter(0, "d")))
			.withMessage("The dead letters are full (3): replay or remove some, or set heddle.dead-letters.capacity");
		assertThat(this.store.list()).hasSize(3);
	}

	@Test
	void hasRoomAgainAfterARemoval() {
		fill(3);
		assertThat(this.store.remove(2)).isTrue();
		this.store.add(letter(0, "d"));
		assertThat(this.store.list()).extracting(DeadLetter::id).containsExactly(1L, 3L, 4L);
	}

	@Test
	void removesALetterOnce() {
		fill(1);
		assertThat(this.store.remove(1)).isTrue();
		assertThat(this.store.remove(1)).isFalse();
		assertThat(this.store.remove(7)).isFalse();
	}

	@Test
	void givesAnIdOnlyOnce() {
		fill(1);
		this.store.remove(1);
		fill(1);
		assertThat(this.store.list()).extracting(DeadLetter::id).containsExactly(2L);
	}

	@Test
	void listsACopy() {
		fill(1);
		assertThat(this.store.list()).isUnmodifiable();
	}

	@Test
	void keepsAtLeastOne() {
		assertThatIllegalArgumentException().isThrownBy(() -> DeadLetters.inMemory(0))
			.withMessage("'capacity' of the dead letters must be at least 1 but was 0");
	}

	@Test
	void aLetterThatNobodyTookIsBackInItsPlace() {
		fill(2);
		Pipeline unstarted = pipeline((item) -> {
		});
		assertThatIllegalStateException().isThrownBy(() -> this.store.replay(unstarted))
			.withMessage("Pipeline 'census' does not run");
		assertThat(this.store.list()).containsExactly(letter(1, "item 0"), letter(2, "item 1"));
	}

	@Test
	void aLetterThatNobodyTookIsBackThoughTheStoreIsFull() throws InterruptedException {
		fill(3);
		Gate gate = new Gate();
		Pipeline running = Pipeline.named("census").from((out) -> gate.enter()).to((item) -> {
		}, (spec) -> spec.name("renamed")).build();
		running.start();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new FilledMeanwhile(this.store, letter(0, "meanwhile")).replay(running))
			.withMessage("Pipeline 'census' has no stage 'sink': its stages are frontend, renamed");
		assertThat(this.store.list()).extracting(DeadLetter::id).containsExactly(1L, 2L, 3L, 4L);
		gate.open();
		running.stop();
	}

	@Test
	void lettersOfOtherPipelinesStay() {
		this.store.add(new DeadLetter(0, "other", "sink", "item", this.cause, 1, ManualTicker.BEGIN));
		assertThat(this.store.replay(pipeline((item) -> {
		}))).isZero();
		assertThat(this.store.list()).hasSize(1);
	}

	@EachThreadMode
	void twoReplaysAtOnceReplayEachLetterOnce(ThreadMode mode) throws InterruptedException {
		int count = 1000;
		DeadLetters large = DeadLetters.inMemory(count);
		for (int i = 0; i < count; i++) {
			large.add(letter(0, i));
		}
		Numbered seen = new Numbered(count);
		Gate gate = new Gate();
		Pipeline pipeline = Pipeline.named("census")
			.mode(mode)
			.from((out) -> gate.enter())
			.to((item) -> seen.mark((Integer) item), (spec) -> spec.name("sink").threads(2))
			.build();
		pipeline.start();
		AtomicInteger replayed = new AtomicInteger();
		CountDownLatch start = new CountDownLatch(1);
		try (Crew crew = new Crew(mode)) {
			crew.start(2, () -> {
				start.await();
				replayed.addAndGet(large.replay(pipeline));
			});
			start.countDown();
			crew.join();
		}
		gate.open();
		pipeline.stop();
		assertThat(replayed).hasValue(count);
		assertThat(large.list()).isEmpty();
		seen.assertEachOnce();
	}

	private void fill(int count) {
		for (int i = 0; i < count; i++) {
			this.store.add(letter(0, "item " + i));
		}
	}

	private DeadLetter letter(long id, Object item) {
		return new DeadLetter(id, "census", "sink", item, this.cause, 2, ManualTicker.BEGIN);
	}

	private static Pipeline pipeline(Backend<Object> sink) {
		return Pipeline.named("census").from((out) -> {
		}).to(sink, (spec) -> spec.name("sink")).build();
	}

	/**
	 * A store in which another letter takes the place of one that is replayed.
	 *
	 * @param store the store
	 * @param other the other letter
	 */
	private record FilledMeanwhile(DeadLetters store, DeadLetter other) implements DeadLetters {

		@Override
		public void add(DeadLetter letter) {
			this.store.add(letter);
		}

		@Override
		public List<DeadLetter> list() {
			return this.store.list();
		}

		@Override
		public boolean remove(long id) {
			boolean removed = this.store.remove(id);
			this.store.add(this.other);
			return removed;
		}

		@Override
		public void putBack(DeadLetter letter) {
			this.store.putBack(letter);
		}

	}

}
