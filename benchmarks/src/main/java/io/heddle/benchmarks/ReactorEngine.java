package io.heddle.benchmarks;

import java.util.Iterator;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Reactor: a stage of one thread is a {@code publishOn}, one of several is a
 * {@code parallel(n).runOn}. The threads are kept from run to run.
 */
final class ReactorEngine implements Engine {

	private final Shape shape;

	private final int capacity;

	private final List<Scheduler> sources;

	private final Scheduler transports;

	private final Scheduler backends;

	ReactorEngine(Shape shape, int capacity) {
		this.shape = shape;
		this.capacity = capacity;
		this.sources = IntStream.range(0, shape.frontends())
			.mapToObj((index) -> Schedulers.newSingle("frontend", true))
			.toList();
		this.transports = Schedulers.newParallel("transport", shape.transports(), true);
		this.backends = Schedulers.newParallel("backend", shape.backends(), true);
	}

	@Override
	public void close() {
		this.sources.forEach(Scheduler::dispose);
		this.transports.dispose();
		this.backends.dispose();
	}

	@Override
	public void run(Workload work) {
		collect(transform(source(work), work.function())).doOnNext(work.tally(0)::add).blockLast();
	}

	private Flux<Long> source(Workload work) {
		List<Flux<Long>> shares = IntStream.range(0, this.shape.frontends())
			.mapToObj((index) -> share(work, index).subscribeOn(this.sources.get(index)))
			.toList();
		return (shares.size() == 1) ? shares.get(0) : Flux.merge(shares);
	}

	private Flux<Long> share(Workload work, int first) {
		int step = this.shape.frontends();
		return Flux.fromIterable(() -> new Iterator<>() {

			private int index = first;

			@Override
			public boolean hasNext() {
				return this.index < work.items();
			}

			@Override
			public Long next() {
				Long item = work.item(this.index);
				this.index += step;
				return item;
			}

		});
	}

	private Flux<Long> transform(Flux<Long> source, LongUnaryOperator function) {
		if (this.shape.transports() == 1) {
			return source.publishOn(this.transports, this.capacity).map(function::applyAsLong);
		}
		return source.parallel(this.shape.transports(), this.capacity)
			.runOn(this.transports, this.capacity)
			.<Long>map(function::applyAsLong)
			.sequential(this.capacity);
	}

	private Flux<Workload.Tally> collect(Flux<Long> results) {
		if (this.shape.backends() == 1) {
			Mono<Workload.Tally> all = results.publishOn(this.backends, this.capacity)
				.collect(Workload.Tally::new, Workload.Tally::add);
			return all.flux();
		}
		return results.parallel(this.shape.backends(), this.capacity)
			.runOn(this.backends, this.capacity)
			.collect(Workload.Tally::new, Workload.Tally::add)
			.sequential();
	}

}
