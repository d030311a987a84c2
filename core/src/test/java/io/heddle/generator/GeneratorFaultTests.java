package io.heddle.generator;

import java.io.File;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.heddle.buffer.Emitter;
import io.heddle.buffer.StoppedException;
import io.heddle.testing.Crew;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.Eventually;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What becomes of a generator that is closed, abandoned or interrupted. */
@Timeout(60)
@ExtendWith(NoLeakedThreads.class)
class GeneratorFaultTests {

	private final AtomicInteger closed = new AtomicInteger();

	/** Numbers without an end. */
	private Numbers endless() {
		return new Numbers(this.closed, null);
	}

	private BackgroundGenerator<Integer> open(Numbers numbers, ThreadMode mode) {
		return BackgroundGenerator.<Integer>builder(Generator.ofIterator(() -> numbers)).mode(mode).build();
	}

	/** Fault case 28. */
	@EachThreadMode
	void closeEndsAProducerThatWaitsForRoomAndClosesItsSource(ThreadMode mode) {
		BackgroundGenerator<Integer> generator = open(endless(), mode);
		assertThat(generator.iterator().next()).isZero();
		Eventually.holds(generator::isWaiting);
		generator.close();
		assertThat(this.closed).hasValue(1);
		assertThat(generator.join(Duration.ofSeconds(1))).isTrue();
		assertThat(generator.hasError()).isFalse();
		generator.close();
		assertThat(this.closed).hasValue(1);
	}

	/** Fault case 28. */
	@EachThreadMode
	void closeInterruptsASourceThatHangs(ThreadMode mode) {
		CountDownLatch hanging = new CountDownLatch(1);
		BackgroundGenerator<Integer> generator = open(new Numbers(this.closed, hanging), mode);
		Eventually.holds(() -> hanging.getCount() == 0);
		generator.close();
		assertThat(this.closed).hasValue(1);
		assertThat(generator.join(Duration.ofSeconds(1))).isTrue();
		assertThat(generator.hasError()).isFalse();
	}

	@Test
	void theInterruptOfACloseDoesNotReachTheCloseOfTheSource() {
		for (int i = 0; i < 200; i++) {
			AtomicBoolean disturbed = new AtomicBoolean();
			BackgroundGenerator<Integer> generator = BackgroundGenerator.<Integer>builder((emitter) -> {
				try {
					emitter.emit(1);
					emitter.emit(2);
					emitter.emit(3);
				}
				finally {
					disturbed.set(Thread.currentThread().isInterrupted());
				}
			}).build();
			if (i % 2 == 0) {
				Eventually.holds(generator::isWaiting);
			}
			generator.close();
			assertThat(disturbed).isFalse();
		}
	}

	@EachThreadMode
	void aSourceIsClosedUndisturbedThoughItKeepsItsInterrupt(ThreadMode mode) {
		Stubborn source = new Stubborn();
		BackgroundGenerator<Integer> generator = BackgroundGenerator.builder(source).mode(mode).build();
		generator.close();
		assertThat(generator.join(Duration.ofSeconds(1))).isTrue();
		assertThat(source.disturbed).hasValue(false);
	}

	@Test
	void aGeneratorThatIsCloseableIsClosedThoughItNeverBegan() {
		for (int i = 0; i < 100; i++) {
			AtomicInteger closed = new AtomicInteger();
			BackgroundGenerator.builder(Generator.ofIterable(new Numbers(closed, null).asIterable())).build().close();
			assertThat(closed).hasPositiveValue();
		}
	}

	/** Somebody who was cut off must not believe to have had all. */
	@EachThreadMode
	void aConsumerThatWaitsHearsOfTheClose(ThreadMode mode) throws InterruptedException {
		CountDownLatch hanging = new CountDownLatch(1);
		BackgroundGenerator<Integer> generator = open(new Numbers(this.closed, hanging), mode);
		AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
		try (Crew crew = new Crew(mode)) {
			Thread consumer = crew.start(() -> thrown.set(catchThrowable(() -> generator.iterator().hasNext())));
			Eventually.holds(() -> hanging.getCount() == 0);
			Eventually.isParked(consumer);
			generator.close();
			crew.join();
		}
		assertThat(thrown.get()).isInstanceOf(StoppedException.class)
			.hasMessage("Generator '%s' was closed before its end".formatted(generator.getName()));
	}

	@Test
	void itemsThatWaitAtACloseAreDroppedAndIteratorsSaySo() {
		BackgroundGenerator<Integer> generator = BackgroundGenerator.<Integer>builder((emitter) -> {
			emitter.emit(1);
			emitter.emit(2);
		}).prefetch(2).build();
		generator.join();
		Iterator<Integer> items = generator.iterator();
		assertThat(items.next()).isEqualTo(1);
		generator.close();
		assertThat(catchThrowable(items::hasNext)).isInstanceOf(StoppedException.class);
		assertThat(items.hasNext()).isFalse();
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(items::next);
		assertThatExceptionOfType(StoppedException.class).isThrownBy(() -> generator.iterator().next());
	}

	@Test
	void aCloseAfterTheLastItemChangesNothing() {
		BackgroundGenerator<Integer> generator = BackgroundGenerator.<Integer>builder((emitter) -> emitter.emit(1))
			.build();
		assertThat(generator.iterator().next()).isEqualTo(1);
		generator.join();
		generator.close();
		assertThat(generator.iterator().hasNext()).isFalse();
	}

	@Test
	void aSourceMayCloseItsOwnGenerator() {
		AtomicReference<@Nullable BackgroundGenerator<Integer>> itself = new AtomicReference<>();
		CountDownLatch made = new CountDownLatch(1);
		BackgroundGenerator<Integer> generator = BackgroundGenerator.<Integer>builder((emitter) -> {
			made.await();
			BackgroundGenerator<Integer> own = itself.get();
			if (own != null) {
				own.close();
			}
			emitter.emit(1);
		}).build();
		itself.set(generator);
		made.countDown();
		generator.join();
		assertThat(generator.getProduced()).isZero();
	}

	/** Fault case 28. */
	@EachThreadMode
	void aGeneratorThatNobodyHoldsIsClosed(ThreadMode mode) {
		WeakReference<Object> handle = abandon(mode);
		Eventually.holds(() -> {
			System.gc();
			return handle.get() == null && this.closed.get() == 1;
		});
	}

	private WeakReference<Object> abandon(ThreadMode mode) {
		BackgroundGenerator<Integer> generator = open(endless(), mode);
		assertThat(generator.iterator().next()).isZero();
		Eventually.holds(generator::isWaiting);
		return new WeakReference<>(generator);
	}

	@EachThreadMode
	void anIteratorAloneKeepsItsGenerator(ThreadMode mode) {
		takeFromTheIterator(mode);
		Eventually.holds(() -> {
			System.gc();
			return this.closed.get() == 1;
		});
	}

	private void takeFromTheIterator(ThreadMode mode) {
		Iterator<Integer> items = open(endless(), mode).iterator();
		for (int i = 0; i < 20; i++) {
			System.gc();
			assertThat(items.next()).isEqualTo(i);
		}
		assertThat(this.closed).hasValue(0);
	}

	/** Fault case 29. */
	@EachThreadMode
	void anInterruptedConsumerKeepsTheFlagAndMayGoOn(ThreadMode mode) throws InterruptedException {
		CountDownLatch gate = new CountDownLatch(1);
		try (BackgroundGenerator<Integer> generator = BackgroundGenerator.<Integer>builder((emitter) -> {
			gate.await();
			emitter.emit(1);
		}).mode(mode).build(); Crew crew = new Crew(mode)) {
			Iterator<Integer> items = generator.iterator();
			AtomicBoolean flag = new AtomicBoolean();
			AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
			Thread consumer = crew.start(() -> {
				thrown.set(catchThrowable(items::next));
				flag.set(Thread.currentThread().isInterrupted());
			});
			Eventually.isParked(consumer);
			consumer.interrupt();
			crew.join();
			assertThat(thrown.get()).isInstanceOf(MultiThreadException.class)
				.hasCauseInstanceOf(InterruptedException.class);
			assertThat(flag).isTrue();
			gate.countDown();
			assertThat(items.next()).isEqualTo(1);
			assertThat(items.hasNext()).isFalse();
		}
	}

	/** Fault case 12. */
	@Test
	void aThreadThatCannotBeMadeIsTheAnswer() {
		ThreadSource broken = new ThreadSource() {

			@Override
			public ThreadMode mode() {
				return ThreadMode.PLATFORM;
			}

			@Override
			public Thread newThread(String name, Runnable body) {
				throw new OutOfMemoryError("unable to create a thread, says a test");
			}

		};
		BackgroundGenerators all = new BackgroundGenerators();
		assertThat(
				catchThrowable(() -> all.builder("none", Generator.ofIterator(this::endless)).threads(broken).build()))
			.hasMessageContaining("says a test");
		try (BackgroundGenerator<Integer> next = all.of("none", this::endless)) {
			assertThat(next.getName()).isEqualTo("none");
		}
	}

	@Test
	void generatorsThatHaveEndedAreForgotten() {
		BackgroundGenerators all = new BackgroundGenerators();
		BackgroundGenerator<Integer> generator = all.of("request", List.of(1)::iterator);
		assertThat(generator.iterator().next()).isEqualTo(1);
		for (int i = 1; i < 10_000; i++) {
			assertThat(all.of("request", List.of(1)::iterator).iterator().next()).isEqualTo(1);
		}
		Eventually.holds(() -> counts(generator).active() == 0);
		assertThat(counts(generator).started()).isEqualTo(10_000);
		assertThat(counts(generator).produced()).isEqualTo(10_000);
		assertThat(counts(generator).consumed()).isEqualTo(10_000);
		all.close();
		assertThatIllegalStateException().isThrownBy(() -> all.of("request", List.of(1)::iterator))
			.withMessage("Generator 'request' comes too late: the application is being stopped");
	}

	private static GeneratorSnapshot.Counts counts(BackgroundGenerator<?> generator) {
		return ((GeneratorSnapshot) generator.activity().snapshot()).counts();
	}

	/** Case T83. */
	@Test
	void theJvmExitsAlthoughAProducerIsBlocked() throws IOException, InterruptedException {
		String java = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
		Process child = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), "-Xmx64m",
				BlockedProducer.class.getName())
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		try {
			assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
			assertThat(child.exitValue()).isZero();
		}
		finally {
			child.destroyForcibly();
		}
	}

	/** The main class of a JVM whose main thread leaves a producer behind. */
	static final class BlockedProducer {

		private BlockedProducer() {
		}

		public static void main(String[] args) {
			BackgroundGenerator<Integer> generator = BackgroundGenerator.of(List.of(1, 2, 3, 4)::iterator);
			Eventually.holds(generator::isWaiting);
		}

	}

	/** 0, 1, 2 and so on; hangs at the first one if it is to. */
	private record Numbers(AtomicInteger numbers, AtomicInteger closed,
			@Nullable CountDownLatch hanging) implements Iterator<Integer>, AutoCloseable {

		Numbers(AtomicInteger closed, @Nullable CountDownLatch hanging) {
			this(new AtomicInteger(), closed, hanging);
		}

		Closeable asIterable() {
			return new Closeable(this);
		}

		@Override
		public boolean hasNext() {
			return true;
		}

		@Override
		public Integer next() {
			CountDownLatch begun = this.hanging;
			if (begun != null) {
				begun.countDown();
				hang();
			}
			return this.numbers.getAndIncrement();
		}

		private static void hang() {
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException("interrupted", ex);
			}
		}

		@Override
		public void close() {
			this.closed.getAndIncrement();
		}

	}

	/** Something like a directory. */
	private record Closeable(Numbers numbers) implements Iterable<Integer>, AutoCloseable {

		@Override
		public Iterator<Integer> iterator() {
			return this.numbers;
		}

		@Override
		public void close() {
			this.numbers.close();
		}

	}

	/** Fails when it is interrupted, and leaves the flag. */
	private static final class Stubborn implements Generator<Integer>, AutoCloseable {

		private final AtomicReference<@Nullable Boolean> disturbed = new AtomicReference<>();

		@Override
		public void generate(Emitter<? super Integer> emitter) {
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException("interrupted", ex);
			}
		}

		@Override
		public void close() {
			this.disturbed.set(Thread.currentThread().isInterrupted());
		}

	}

}
