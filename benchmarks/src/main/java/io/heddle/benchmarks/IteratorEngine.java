package io.heddle.benchmarks;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.LongUnaryOperator;

import io.heddle.generator.BackgroundGenerator;
import io.heddle.generator.Generator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * An iterator whose items another thread produces, at most {@code capacity} ahead. Each
 * run has a producer of its own; the consumer is the thread that runs it.
 */
final class IteratorEngine implements Engine {

	private final Source source;

	private IteratorEngine(Source source) {
		this.source = source;
	}

	static Engine of(String name, int capacity) {
		return new IteratorEngine(switch (name) {
			case "heddle" -> (work) -> generator(work, capacity);
			case "reactor" -> (work) -> reactor(work, capacity);
			case "abq" -> (work) -> new QueueIterator(BlockingLink.arrayBlockingQueue(capacity), work);
			case "jctools" -> (work) -> new QueueIterator(new ParkingLink(1, 1, capacity), work);
			default -> throw new IllegalArgumentException("There is no iterator of an engine '%s'".formatted(name));
		});
	}

	@Override
	public void run(Workload work) throws Exception {
		LongUnaryOperator function = work.function();
		Workload.Tally tally = work.tally(0);
		Iterator<Long> items = this.source.open(work);
		while (items.hasNext()) {
			tally.add(function.applyAsLong(items.next()));
		}
	}

	private static Iterator<Long> generator(Workload work, int capacity) {
		return BackgroundGenerator.<Long>builder(Generator.ofIterator(() -> new Numbers(work)))
			.prefetch(capacity)
			.build()
			.iterator();
	}

	private static Iterator<Long> reactor(Workload work, int capacity) {
		Scheduler producer = Schedulers.newSingle("producer", true);
		return Flux.fromIterable(() -> new Numbers(work))
			.subscribeOn(producer)
			.doFinally((signal) -> producer.dispose())
			.toIterable(capacity)
			.iterator();
	}

	/** Begins to produce. */
	@FunctionalInterface
	private interface Source {

		Iterator<Long> open(Workload work);

	}

	/** All items, in the thread that asks. */
	private static final class Numbers implements Iterator<Long> {

		private final Workload work;

		private int index;

		Numbers(Workload work) {
			this.work = work;
		}

		@Override
		public boolean hasNext() {
			return this.index < this.work.items();
		}

		@Override
		public Long next() {
			if (!hasNext()) {
				throw new NoSuchElementException();
			}
			return this.work.item(this.index++);
		}

	}

	/** What one writes with a queue: it knows its end, and no errors. */
	private static final class QueueIterator implements Iterator<Long> {

		private static final Object END = new Object();

		private final QueueEngine.Link link;

		private @Nullable Object next;

		QueueIterator(QueueEngine.Link link, Workload work) {
			this.link = link;
			new Threads().start("producer", () -> produce(link, work));
		}

		private static void produce(QueueEngine.Link link, Workload work) throws InterruptedException {
			Iterator<Long> items = new Numbers(work);
			while (items.hasNext()) {
				link.put(items.next());
			}
			link.put(END);
		}

		@Override
		public boolean hasNext() {
			if (this.next == null) {
				try {
					this.next = this.link.take();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
					throw new IllegalStateException(ex);
				}
			}
			return this.next != END;
		}

		@Override
		public Long next() {
			if (!hasNext()) {
				throw new NoSuchElementException();
			}
			Long item = (Long) Objects.requireNonNull(this.next);
			this.next = null;
			return item;
		}

	}

}
