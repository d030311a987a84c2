package io.heddle.generator;

import java.time.Duration;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.heddle.activity.Activity;
import io.heddle.activity.FatalErrorHandler;
import io.heddle.buffer.StoppedException;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import io.heddle.time.Deadline;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An iterable that is produced in the background, ahead of its consumer. It begins when
 * it is made.
 * <p>
 * <b>Emits</b> items in the order in which they were produced; any value, {@code null}
 * too. <b>Blocks</b> the consumer while there is no item, and the producer when it is
 * {@code prefetch} items ahead of the consumer and has one more in its hand. <b>Ends</b>
 * when its source ends. <b>Fails</b> as its source does: every iterator throws the
 * failure once, after all items that were produced before it, and is empty then.
 * <p>
 * Several iterators share the items, each of which goes to one of them. An iterator is
 * for one thread at a time, and an item that its {@code hasNext} has seen is its own. One
 * that is interrupted while it waits throws a {@link MultiThreadException} and leaves the
 * interrupt flag set; it may go on afterwards. After {@link #close()} iterators throw a
 * {@link StoppedException} unless all had been taken.
 * <p>
 * A generator that nobody holds any more, nor one of its iterators, is closed. The
 * producer's thread is a daemon. What was done before an item was emitted
 * <i>happens-before</i> its consumer is given it. Thread-safe.
 *
 * @param <T> the items; {@code null} may be one
 */
public final class BackgroundGenerator<T extends @Nullable Object> extends MultiThread
		implements Iterable<T>, AutoCloseable {

	/** The word of this room. */
	public static final String ROOM = "generator";

	static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

	private static final Logger logger = LoggerFactory.getLogger(BackgroundGenerator.class);

	private final Production production;

	private final Activity activity;

	BackgroundGenerator(Production production, ThreadErrors errors, GeneratorActivity activity, ThreadSource source) {
		super(production.name(), new Duty((index) -> production.run(), production::refuse), errors, source);
		this.production = production;
		this.activity = activity;
		try {
			activity.add(production);
			super.start();
		}
		catch (Throwable ex) {
			production.giveUp();
			throw ex;
		}
		Garbage.whenAbandoned(this, production::close);
	}

	/**
	 * Produces what an iterator gives, one item ahead. The supplier is called in the
	 * background, and the iterator is closed at the end if it is {@link AutoCloseable}.
	 */
	public static <T extends @Nullable Object> BackgroundGenerator<T> of(
			Supplier<? extends Iterator<? extends T>> generator) {
		return BackgroundGenerator.<T>builder(Generator.ofIterator(generator)).build();
	}

	/** Begins to build one that produces what that emits. */
	public static <T extends @Nullable Object> Builder<T> builder(Generator<T> generator) {
		return new DefaultGeneratorBuilder<>(generator);
	}

	/** The settings with which it was made. */
	public GeneratorSpec spec() {
		return this.production.spec();
	}

	/** How everything that runs is seen: for a registry. */
	public Activity activity() {
		return this.activity;
	}

	/** Does nothing: it has begun when it was made. */
	@Override
	public void start() {
	}

	/** Another consumer. Never waits. */
	@Override
	public Iterator<T> iterator() {
		return new GeneratorIterator<>(this, this.production);
	}

	/**
	 * The items of another iterator as a stream, whose close closes the generator.
	 */
	public Stream<T> stream() {
		Spliterator<T> items = Spliterators.spliteratorUnknownSize(iterator(), Spliterator.ORDERED);
		return StreamSupport.stream(items, false).onClose(this::close);
	}

	/** How many items have been produced and accepted. */
	public long getProduced() {
		return this.production.handOff().accepted();
	}

	/** How many items consumers have been given. */
	public long getConsumed() {
		return this.production.handOff().consumed();
	}

	/** Whether the producer has one more item and waits for room at this moment. */
	public boolean isWaiting() {
		return this.production.handOff().isProducerWaiting();
	}

	/**
	 * Ends the producer and drops the items that wait. The source is closed in the thread
	 * of the producer, which is interrupted where it waits. <b>Waits</b> for it at most a
	 * second, and logs if it goes on. Harmless when all items were taken, and the second
	 * time.
	 */
	@Override
	public void close() {
		this.production.close();
		try {
			if (!awaitEnd(Deadline.after(CLOSE_LIMIT, Ticker.system()))) {
				logger.warn("Thread '{}' goes on although its generator was closed: let its source end when it is "
						+ "interrupted", getName());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Builds a {@link BackgroundGenerator}.
	 *
	 * @param <T> the items
	 */
	public interface Builder<T extends @Nullable Object> {

		/**
		 * Its name and that of its thread, followed by a number while another one has it.
		 * By default that of the class of the source, or {@code generator}, and a number.
		 */
		Builder<T> name(String name);

		/** How many items may wait besides the one in the producer's hand; 0 for all. */
		Builder<T> prefetch(int prefetch);

		/** The kind of its thread. */
		Builder<T> mode(ThreadMode mode);

		/**
		 * Whether the logging context (MDC) of whoever makes it travels into its thread;
		 * true by default.
		 */
		Builder<T> contextPropagation(boolean contextPropagation);

		/**
		 * Wraps what its thread does, in the thread that makes it; the first one is the
		 * outermost. It must run what it wraps once, in the thread; if it does not, the
		 * generator fails. A {@code TaskDecorator} of Spring's fits.
		 */
		Builder<T> decorator(UnaryOperator<Runnable> decorator);

		/** Changes the settings. */
		Builder<T> spec(UnaryOperator<GeneratorSpec> change);

		/** Where its thread comes from, instead of its mode. */
		Builder<T> threads(ThreadSource threads);

		/** Hears of errors of the JVM. */
		Builder<T> fatalErrors(FatalErrorHandler fatalErrors);

		/** The clock of its waiting times. */
		Builder<T> ticker(Ticker ticker);

		/** Makes it and starts its thread. */
		BackgroundGenerator<T> build();

	}

}
