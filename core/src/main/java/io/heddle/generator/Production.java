package io.heddle.generator;

import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.heddle.activity.Failure;
import io.heddle.activity.SafeLog;
import io.heddle.activity.StateHolder;
import io.heddle.buffer.Emitter;
import io.heddle.buffer.StoppedException;
import io.heddle.time.Deadline;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the thread of a generator does. It does not know the {@link BackgroundGenerator},
 * so that one that nobody holds any more becomes garbage, and is closed.
 * <p>
 * The error is kept before the consumers hear of it, and they hear of it after the last
 * item.
 */
final class Production implements Emitter<Object> {

	private static final Logger logger = LoggerFactory.getLogger(BackgroundGenerator.class);

	/** Stands for {@code null} in the queue. */
	private static final Object NULL = new Object();

	private final GeneratorSpec spec;

	private final GroupName name;

	/** Dropped when it has ended. */
	private final AtomicReference<@Nullable Generator<?>> source;

	private final GeneratorActivity activity;

	private final ThreadErrors errors;

	private final Ticker ticker;

	private final HandOff handOff;

	private final StateHolder<GeneratorState> state;

	private final SingleInterrupt interrupt = new SingleInterrupt();

	private final AtomicBoolean over = new AtomicBoolean();

	private final CountDownLatch ended = new CountDownLatch(1);

	private volatile @Nullable Thread thread;

	private volatile @Nullable Failure failure;

	Production(GeneratorSpec spec, GroupName name, Generator<?> source, GeneratorActivity activity,
			ThreadErrors errors) {
		this.spec = spec;
		this.name = name;
		this.source = new AtomicReference<>(source);
		this.activity = activity;
		this.errors = errors;
		this.ticker = activity.ticker();
		this.handOff = new HandOff(spec.prefetch(), activity.producerTime(), activity.consumerTime());
		this.state = new StateHolder<>(GeneratorState.PRODUCING, GeneratorState::canBecome, this.ticker);
	}

	GeneratorSpec spec() {
		return this.spec;
	}

	String name() {
		return this.name.toString();
	}

	GeneratorState state() {
		return this.state.get();
	}

	Instant since() {
		return this.state.since();
	}

	HandOff handOff() {
		return this.handOff;
	}

	@Nullable Failure failure() {
		return this.failure;
	}

	/** Produces all, in the thread of the generator. */
	void run() {
		this.thread = Thread.currentThread();
		Throwable thrown = null;
		try {
			produce(Objects.requireNonNull(this.source.getAndSet(null)));
		}
		catch (Throwable ex) {
			thrown = ex;
		}
		this.interrupt.refuse();
		try {
			end(thrown);
		}
		finally {
			this.ended.countDown();
		}
	}

	/** Its thread was kept from producing: it fails, and closes its source. */
	void refuse(Throwable why) {
		this.source.updateAndGet((present) -> (present != null) ? new RefusedSource(present, why) : null);
		run();
	}

	/** Whatever it emits comes back as what it was. */
	@SuppressWarnings({ "unchecked", "try" })
	private void produce(Generator<?> source) throws Exception {
		try (AutoCloseable closed = PullSource.closeable(source)) {
			generate((Generator<Object>) source);
		}
	}

	/** What closes the source is not to be disturbed, whatever the end. */
	private void generate(Generator<Object> source) throws Exception {
		try {
			if (!state().isClosed()) {
				source.generate(this);
			}
		}
		finally {
			this.interrupt.refuse();
		}
	}

	@Override
	public void emit(@Nullable Object item) {
		if (Thread.currentThread() != this.thread) {
			throw new IllegalStateException("Generator '%s' is emitting in thread '%s': emit in the thread of generate"
				.formatted(this.name, Thread.currentThread().getName()));
		}
		try {
			this.handOff.put((item != null) ? item : NULL);
		}
		catch (StoppedException ex) {
			this.interrupt.refuse();
			throw ex;
		}
		catch (InterruptedException ex) {
			throw interrupted();
		}
	}

	/** By a close, or by somebody else. */
	private StoppedException interrupted() {
		if (state().isClosed()) {
			this.interrupt.refuse();
		}
		else {
			Thread.currentThread().interrupt();
		}
		return new StoppedException("Generator '%s' was interrupted".formatted(this.name));
	}

	/** Consumers are let go on whatever is wrong. */
	private void end(@Nullable Throwable thrown) {
		try {
			settle(thrown);
			this.activity.producerEnded(this);
		}
		finally {
			this.handOff.end();
			this.handOff.clear();
		}
		if (state().isClosed() || this.handOff.isConsumed()) {
			over();
		}
	}

	private void settle(@Nullable Throwable thrown) {
		if (thrown == null) {
			this.state.become(GeneratorState.ENDED);
		}
		else if (state().isClosed()) {
			closedBy(thrown);
		}
		else {
			fail(thrown);
		}
		this.state.tryMove(GeneratorState.CLOSING, GeneratorState.CLOSED);
	}

	private void fail(Throwable thrown) {
		this.failure = new Failure(name(), Thread.currentThread().getName(), thrown, this.ticker.now());
		this.errors.record(thrown);
		this.state.become(GeneratorState.FAILED);
	}

	/** A source that was stopped may say so as it likes; errors are errors. */
	private void closedBy(Throwable thrown) {
		if (thrown instanceof Error) {
			fail(thrown);
		}
		else if (!(thrown instanceof StoppedException && thrown.getSuppressed().length == 0)) {
			SafeLog.log(() -> logger.info("Generator '{}' was closed, and its source has thrown", this.name, thrown));
		}
	}

	/** Takes the next item, {@code null} if there is none any more. */
	@Nullable Object take() {
		try {
			return this.handOff.take();
		}
		catch (InterruptedException ex) {
			throw MultiThreadException.interrupted("generator '%s'".formatted(this.name), ex);
		}
	}

	/** What an item was when it was emitted. */
	static @Nullable Object itemOf(Object taken) {
		return (taken != NULL) ? taken : null;
	}

	/** Throws what the consumers are to know after the last item. */
	void throwIfCut() {
		if (state().isClosed()) {
			throw new StoppedException("Generator '%s' was closed before its end".formatted(this.name));
		}
		Failure failed = this.failure;
		ErrorState.raise((failed != null) ? failed.cause() : null);
	}

	/** A consumer is given an item; the first one of all, or another one. */
	void consumed() {
		this.handOff.consume();
		if (this.handOff.isConsumed()) {
			over();
		}
	}

	/** Ends it, and drops what waits; never blocks. Harmless if all was taken. */
	void close() {
		if (this.state.become(GeneratorState.CLOSING) != null) {
			this.handOff.close();
			Thread producer = this.thread;
			if (producer != null) {
				this.interrupt.send(producer);
			}
		}
		else if (!state().isClosed()) {
			if (!this.handOff.isDrained() && this.state.become(GeneratorState.CLOSED) != null) {
				this.handOff.close();
			}
			over();
		}
	}

	/** Takes it out of everything although its thread could not be started. */
	void giveUp() {
		close();
		this.state.tryMove(GeneratorState.CLOSING, GeneratorState.CLOSED);
		over();
		this.ended.countDown();
	}

	/** Nothing will happen any more. */
	private void over() {
		if (this.over.compareAndSet(false, true)) {
			this.name.release();
			this.activity.remove(this);
		}
	}

	/** Waits until the thread has done its work; does not wait for itself. */
	boolean awaitEnd(Deadline deadline) throws InterruptedException {
		return Thread.currentThread() == this.thread
				|| this.ended.await(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
	}

}
