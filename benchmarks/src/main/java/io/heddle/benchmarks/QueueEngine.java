package io.heddle.benchmarks;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongUnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * What one writes without a library of pipelines: a thread for each place, and a queue
 * between two stages.
 */
final class QueueEngine implements Engine {

	private static final Object END = new Object();

	private final Shape shape;

	private final LinkFactory links;

	QueueEngine(Shape shape, LinkFactory links) {
		this.shape = shape;
		this.links = links;
	}

	@Override
	public void run(Workload work) throws Exception {
		Shape shape = this.shape;
		Exit first = new Exit(this.links.open(shape.frontends(), shape.transports()), shape.frontends(),
				shape.transports());
		Exit second = new Exit(this.links.open(shape.transports(), shape.backends()), shape.transports(),
				shape.backends());
		Threads threads = new Threads();
		for (int i = 0; i < shape.backends(); i++) {
			Workload.Tally tally = work.tally(i);
			threads.start("backend-" + i, () -> backend(second.link, tally));
		}
		for (int i = 0; i < shape.transports(); i++) {
			LongUnaryOperator function = work.function();
			threads.start("transport-" + i, () -> transport(first.link, function, second));
		}
		for (int i = 0; i < shape.frontends(); i++) {
			int share = i;
			threads.start("frontend-" + i, () -> frontend(work, share, shape.frontends(), first));
		}
		threads.join();
	}

	private static void frontend(Workload work, int first, int step, Exit exit) throws InterruptedException {
		for (int i = first; i < work.items(); i += step) {
			exit.link.put(work.item(i));
		}
		exit.close();
	}

	private static void transport(Link input, LongUnaryOperator function, Exit exit) throws InterruptedException {
		for (Long item = next(input); item != null; item = next(input)) {
			exit.link.put(function.applyAsLong(item));
		}
		exit.close();
	}

	private static void backend(Link input, Workload.Tally tally) throws InterruptedException {
		for (Long item = next(input); item != null; item = next(input)) {
			tally.add(item);
		}
	}

	private static @Nullable Long next(Link link) throws InterruptedException {
		Object item = link.take();
		return (item != END) ? (Long) item : null;
	}

	/** A queue between two stages. */
	interface Link {

		/** <b>Blocks</b> while it is full. */
		void put(Object item) throws InterruptedException;

		/** <b>Blocks</b> while it is empty. */
		Object take() throws InterruptedException;

	}

	/** Makes the queue between so many producers and so many consumers. */
	@FunctionalInterface
	interface LinkFactory {

		Link open(int producers, int consumers);

	}

	/** The producers' end: the last one of them tells each consumer that it was. */
	private static final class Exit {

		private final Link link;

		private final AtomicInteger producers;

		private final int consumers;

		Exit(Link link, int producers, int consumers) {
			this.link = link;
			this.producers = new AtomicInteger(producers);
			this.consumers = consumers;
		}

		void close() throws InterruptedException {
			if (this.producers.decrementAndGet() == 0) {
				for (int i = 0; i < this.consumers; i++) {
					this.link.put(END);
				}
			}
		}

	}

}
