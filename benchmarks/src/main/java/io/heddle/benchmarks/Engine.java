package io.heddle.benchmarks;

import java.util.List;

/**
 * Sends items through three stages. An engine is made for one shape and used for many
 * runs, by one thread.
 */
interface Engine extends AutoCloseable {

	/** The engines that {@link #of} knows, the ones to compare with last. */
	List<String> NAMES = List.of("heddle", "jctools", "reactor", "abq");

	/**
	 * Sends all items of the workload through. <b>Blocks</b> until the last one has been
	 * counted.
	 */
	void run(Workload work) throws Exception;

	@Override
	default void close() {
	}

	/**
	 * Makes an engine.
	 * @param capacity how many items may wait between two stages
	 */
	static Engine of(String name, Shape shape, int capacity) {
		if (shape == Shape.I && !name.equals("optimum")) {
			return IteratorEngine.of(name, capacity);
		}
		return switch (name) {
			case "heddle" -> new HeddleEngine(shape, capacity);
			case "reactor" -> new ReactorEngine(shape, capacity);
			case "abq" -> new QueueEngine(shape, (producers, consumers) -> BlockingLink.arrayBlockingQueue(capacity));
			case "jctools" ->
				new QueueEngine(shape, (producers, consumers) -> new ParkingLink(producers, consumers, capacity));
			case "optimum" -> new FusedEngine(shape);
			default -> throw new IllegalArgumentException("There is no engine '%s', only %s".formatted(name, NAMES));
		};
	}

}
