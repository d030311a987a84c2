package io.heddle.generator;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.heddle.buffer.Emitter;
import io.heddle.buffer.StoppedException;
import io.heddle.testing.Crew;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.Eventually;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.testing.Numbered;
import io.heddle.thread.ThreadMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

@Timeout(60)
@ExtendWith(NoLeakedThreads.class)
class BackgroundGeneratorTests {

	private static BackgroundGenerator.Builder<Integer> numbers(int count) {
		return BackgroundGenerator.builder((emitter) -> {
			for (int i = 0; i < count; i++) {
				emitter.emit(i);
			}
		});
	}

	private static <T> List<T> listOf(Iterable<T> items) {
		List<T> list = new ArrayList<>();
		items.forEach(list::add);
		return list;
	}

	/** Cases T68 and T82. */
	@EachThreadMode
	void givesTheItemsInOrderAndEnds(ThreadMode mode) {
		int count = 10;
		Queue<String> threads = new ConcurrentLinkedQueue<>();
		BackgroundGenerator<Integer> generator = BackgroundGenerator.<Integer>builder(Generator.ofIterator(() -> {
			threads.add(Thread.currentThread().getName());
			return IntStream.range(0, count).iterator();
		})).mode(mode).name("numbers").build();
		assertThat(listOf(generator)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
		generator.join();
		assertThat(generator.isAlive()).isFalse();
		assertThat(generator.completed()).isTrue();
		assertThat(threads).containsExactly("numbers");
	}

	/** Case T70. */
	@EachThreadMode
	void withoutALimitAllIsProducedWithoutAConsumer(ThreadMode mode) {
		BackgroundGenerator<Integer> generator = numbers(1000).prefetch(0).mode(mode).build();
		generator.join();
		assertThat(generator.getProduced()).isEqualTo(1000);
		assertThat(listOf(generator)).hasSize(1000);
	}

	@Test
	void refusesANegativePrefetch() {
		assertThatIllegalArgumentException().isThrownBy(() -> numbers(1).prefetch(-1))
			.withMessageContaining("'prefetch' of generator 'generator' must be from 0, which means no limit, to")
			.withMessageContaining("but was -1");
	}

	/** Case T71. */
	@EachThreadMode
	void mayBeEmpty(ThreadMode mode) {
		BackgroundGenerator<Integer> generator = numbers(0).mode(mode).build();
		assertThat(listOf(generator)).isEmpty();
		generator.join();
	}

	/** Cases T73 and fault 27, a thousand times each. */
	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 10 })
	void itemsBeforeAnErrorAreDeliveredAndThenTheError(int prefetch) {
		for (int i = 0; i < 1000; i++) {
			IllegalStateException broken = new IllegalStateException("broken");
			BackgroundGenerator<Integer> generator = BackgroundGenerator.<Integer>builder((emitter) -> {
				emitter.emit(1);
				emitter.emit(2);
				throw broken;
			}).prefetch(prefetch).build();
			Iterator<Integer> items = generator.iterator();
			assertThat(items.next()).isEqualTo(1);
			assertThat(items.next()).isEqualTo(2);
			assertThat(catchThrowable((i % 2 == 0) ? items::hasNext : items::next)).isSameAs(broken);
			assertThat(generator.hasError()).isTrue();
			assertThat(generator.errors()).containsExactly(broken);
			assertThat(items.hasNext()).isFalse();
			assertThat(catchThrowable(items::next)).isInstanceOf(NoSuchElementException.class);
			assertThat(catchThrowable(generator::checkAndRaiseError)).isSameAs(broken);
			assertThat(catchThrowable(generator::join)).isSameAs(broken);
		}
	}

	@Test
	void everyIteratorHearsOfTheError() {
		BackgroundGenerator<Integer> generator = BackgroundGenerator.of(() -> {
			throw new IllegalStateException("broken");
		});
		assertThat(catchThrowable(() -> generator.iterator().hasNext())).hasMessage("broken");
		assertThat(catchThrowable(() -> generator.iterator().next())).hasMessage("broken");
	}

	/** Case T74. */
	@EachThreadMode
	void anErrorOfTheSourceItselfSurfacesAtTheFirstStep(ThreadMode mode) {
		IOException checked = new IOException("no file");
		BackgroundGenerator<Integer> generator = BackgroundGenerator.<Integer>builder((emitter) -> {
			throw checked;
		}).mode(mode).build();
		assertThatExceptionOfType(MultiThreadException.class).isThrownBy(() -> generator.iterator().next())
			.withCause(checked);
	}

	@Test
	void anErrorOfTheJvmIsToldAndDelivered() {
		Queue<Throwable> told = new ConcurrentLinkedQueue<>();
		OutOfMemoryError error = new OutOfMemoryError("thrown by a test");
		BackgroundGenerator<Integer> generator = BackgroundGenerator.<Integer>builder((emitter) -> {
			throw error;
		}).fatalErrors((fatal, where) -> told.add(fatal)).build();
		assertThat(catchThrowable(() -> generator.iterator().next())).isSameAs(error);
		assertThat(told).containsExactly(error);
	}

	/** Case T76. */
	@EachThreadMode
	void beginsWhenItIsMadeAndOnlyOnce(ThreadMode mode) {
		AtomicInteger begun = new AtomicInteger();
		BackgroundGenerator<Integer> generator = BackgroundGenerator.<Integer>builder((emitter) -> {
			begun.getAndIncrement();
			emitter.emit(1);
		}).mode(mode).build();
		Eventually.holds(() -> begun.get() == 1);
		generator.start();
		assertThat(listOf(generator)).containsExactly(1);
		generator.start();
		generator.join();
		assertThat(begun).hasValue(1);
	}

	/** Case T77. */
	@EachThreadMode
	void aSecondIteratorAfterTheEndIsEmpty(ThreadMode mode) {
		BackgroundGenerator<Integer> generator = numbers(3).mode(mode).build();
		assertThat(listOf(generator)).hasSize(3);
		assertThat(generator.iterator().hasNext()).isFalse();
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> generator.iterator().next());
	}

	/** Case T77. */
	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 64 })
	void iteratorsShareTheItemsWithoutLoss(int prefetch) throws InterruptedException {
		Numbered items = new Numbered(30_000);
		BackgroundGenerator<Integer> generator = numbers(items.count()).prefetch(prefetch).build();
		try (Crew crew = new Crew(ThreadMode.PLATFORM)) {
			crew.start(4, () -> generator.forEach(items::mark));
			crew.join(Duration.ofSeconds(10), items::marked);
		}
		items.assertEachOnce();
		assertThat(generator.getConsumed()).isEqualTo(items.count());
	}

	/** Case T79. */
	@Test
	void namesAreUnique() {
		try (BackgroundGenerator<Integer> one = numbers(9).build();
				BackgroundGenerator<Integer> other = numbers(9).build();
				BackgroundGenerator<Integer> rows = BackgroundGenerator.builder(new Rows()).build();
				BackgroundGenerator<Integer> custom = numbers(9).name("mine").build();
				BackgroundGenerator<Integer> second = numbers(9).name("mine").build()) {
			assertThat(one.getName()).matches("generator_\\d+").isNotEqualTo(other.getName());
			assertThat(rows.getName()).isEqualTo("Rows_0");
			assertThat(custom.getName()).isEqualTo("mine");
			assertThat(second.getName()).isEqualTo("mine_0");
		}
		try (BackgroundGenerator<Integer> third = numbers(9).name("mine").build()) {
			assertThat(third.getName()).isEqualTo("mine");
		}
	}

	/** Case T80: as many items as wait, and one in the hand. */
	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 7, 64, 100, 1024 })
	void isExactlyOneMoreAheadThanThePrefetch(int prefetch) {
		AtomicInteger taken = new AtomicInteger();
		BackgroundGenerator<Integer> generator = BackgroundGenerator
			.<Integer>builder(Generator
				.ofIterator(() -> Stream.iterate(0, (i) -> i + 1).peek((i) -> taken.getAndIncrement()).iterator()))
			.prefetch(prefetch)
			.build();
		try (generator) {
			Iterator<Integer> items = generator.iterator();
			awaitFull(generator, prefetch);
			assertThat(taken).hasValue(prefetch + 1);
			for (int i = 1; i <= 5; i++) {
				assertThat(items.hasNext()).isTrue();
				assertThat(taken).hasValue(prefetch + i);
				assertThat(items.next()).isEqualTo(i - 1);
				int expected = prefetch + 1 + i;
				Eventually.holds(() -> taken.get() == expected);
				awaitFull(generator, prefetch);
				assertThat(taken).hasValue(expected);
			}
		}
	}

	private static void awaitFull(BackgroundGenerator<?> generator, int prefetch) {
		Eventually.holds(() -> generator.getProduced() - generator.getConsumed() == prefetch && generator.isWaiting());
	}

	/** Case T80 and fault 29, seen by the source. */
	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 16 })
	void isNeverFurtherAheadThanThat(int prefetch) {
		AtomicInteger returned = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		BackgroundGenerator<Integer> generator = BackgroundGenerator
			.<Integer>builder(Generator.ofIterator(() -> IntStream.range(0, 100_000)
				.peek((number) -> most.accumulateAndGet(number + 1 - returned.get(), Math::max))
				.iterator()))
			.prefetch(prefetch)
			.build();
		for (Iterator<Integer> items = generator.iterator(); items.hasNext();) {
			returned.getAndIncrement();
			items.next();
		}
		assertThat(most.get()).isBetween(1, prefetch + 1);
	}

	@EachThreadMode
	@SuppressWarnings("NullAway") // it understands nullable items only where the JDK is
									// newer
	void anyValueIsAnItem(ThreadMode mode) {
		BackgroundGenerator<@Nullable Object> generator = BackgroundGenerator.<@Nullable Object>builder((emitter) -> {
			emitter.emit(null);
			emitter.emit("EOF");
			emitter.emit(null);
		}).mode(mode).build();
		List<@Nullable Object> items = new ArrayList<>();
		generator.iterator().forEachRemaining(items::add);
		assertThat(items).containsExactly(null, "EOF", null);
	}

	@EachThreadMode
	void anItemThatWasSeenByAnAbandonedIteratorDoesNotStopTheOthers(ThreadMode mode) {
		BackgroundGenerator<Integer> generator = numbers(10).mode(mode).build();
		Iterator<Integer> curious = generator.iterator();
		assertThat(curious.hasNext()).isTrue();
		assertThat(listOf(generator)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
		assertThat(curious.next()).isZero();
	}

	@Test
	void isAStreamThatClosesIt() {
		AtomicBoolean closed = new AtomicBoolean();
		BackgroundGenerator<Integer> generator = BackgroundGenerator
			.<Integer>builder(Generator.ofStream(() -> Stream.iterate(0, (i) -> i + 1).onClose(() -> closed.set(true))))
			.prefetch(8)
			.build();
		try (Stream<Integer> items = generator.stream()) {
			assertThat(items.filter((i) -> i % 2 == 0).limit(3)).containsExactly(0, 2, 4);
		}
		assertThat(closed).isTrue();
		Eventually.holds(generator::completed);
	}

	@Test
	void readsAnIterable() {
		assertThat(listOf(BackgroundGenerator.builder(Generator.ofIterable(List.of("a", "b"))).build()))
			.containsExactly("a", "b");
		assertThat(listOf(BackgroundGenerator.of(Collections::<String>emptyIterator))).isEmpty();
	}

	@Test
	void onlyTheThreadOfTheProducerEmits() {
		BackgroundGenerator<Integer> generator = BackgroundGenerator.<Integer>builder((emitter) -> {
			CountDownLatch tried = new CountDownLatch(1);
			AtomicInteger refused = new AtomicInteger();
			try (Crew crew = new Crew(ThreadMode.PLATFORM)) {
				crew.start(() -> {
					refused.set((catchThrowable(() -> emitter.emit(7)) instanceof IllegalStateException) ? 1 : 0);
					tried.countDown();
				});
				crew.join();
			}
			emitter.emit(refused.get());
		}).build();
		assertThat(listOf(generator)).containsExactly(1);
	}

	@Test
	void anInterruptByTheSourceItselfIsNoSilentEnd() {
		BackgroundGenerator<Integer> generator = BackgroundGenerator.<Integer>builder((emitter) -> {
			Thread.currentThread().interrupt();
			for (int i = 0; i < 10; i++) {
				emitter.emit(i);
			}
		}).build();
		Eventually.holds(generator::hasError);
		assertThat(catchThrowable(() -> listOf(generator))).isInstanceOf(StoppedException.class)
			.hasMessageContaining("was interrupted");
	}

	/** A source with a name. */
	private static final class Rows implements Generator<Integer> {

		@Override
		public void generate(Emitter<? super Integer> emitter) {
			emitter.emit(1);
		}

	}

}
