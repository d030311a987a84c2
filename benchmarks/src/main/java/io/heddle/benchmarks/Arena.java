package io.heddle.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Lets engines run in turns, each in a warm JVM of its own, and prints the medians and
 * their ratios. Samples that other processes disturbed are left out: on a shared machine
 * that says more than many forks, and sooner.
 * <p>
 * {@code java -cp benchmarks.jar io.heddle.benchmarks.Arena [shape=A,B,C] [rounds=15]
 * [capacity=1024] [patience=10] [engines=heddle,jctools,reactor,abq]
 * [builds=other/benchmarks.jar,..] [jvm=-XX:+UseG1GC]}
 */
final class Arena {

	private final List<Shape> shapes;

	private final List<String> engines;

	/** Class paths with other builds of this project, to compare with. */
	private final List<String> builds;

	private final int rounds;

	private final int capacity;

	/** How long a sample waits for a quiet machine. */
	private final Duration patience;

	private final List<String> jvmOptions;

	private Arena(Options options) {
		this.shapes = options.list("shape", "A,B,C").stream().map(Shape::valueOf).toList();
		this.engines = options.list("engines", String.join(",", Engine.NAMES));
		this.builds = options.list("builds", "");
		this.rounds = options.number("rounds", 15);
		this.capacity = options.number("capacity", 1024);
		this.patience = Duration.ofSeconds(options.number("patience", 10));
		this.jvmOptions = options.list("jvm", "-Xms1g,-Xmx1g,-XX:+UseG1GC");
	}

	public static void main(String[] args) throws Exception {
		new Arena(new Options(args)).run();
	}

	private void run() throws Exception {
		System.out.printf("JDK %s, %d processors, capacity %d, %d rounds%n", Runtime.version(),
				Runtime.getRuntime().availableProcessors(), this.capacity, this.rounds);
		for (Shape shape : this.shapes) {
			compete(shape);
		}
	}

	private void compete(Shape shape) throws Exception {
		List<String> names = new ArrayList<>(this.engines);
		if (shape == Shape.C) {
			names.add("optimum");
		}
		List<ContestantProcess> contestants = new ArrayList<>();
		try {
			for (String name : names) {
				contestants.add(contestant(name, shape, name, System.getProperty("java.class.path")));
			}
			for (int i = 0; i < this.builds.size(); i++) {
				contestants.add(contestant("build " + (i + 1), shape, "heddle", this.builds.get(i)));
			}
			for (int round = 0; round < this.rounds; round++) {
				for (ContestantProcess contestant : contestants) {
					Machine.awaitQuiet(this.patience);
					contestant.sample();
				}
			}
		}
		finally {
			contestants.forEach(ContestantProcess::close);
		}
		print(shape, contestants.stream().map(ContestantProcess::result).toList());
	}

	private ContestantProcess contestant(String name, Shape shape, String engine, String classPath) throws IOException {
		List<String> arguments = new ArrayList<>(this.jvmOptions);
		arguments.addAll(List.of("-cp", classPath, Contestant.class.getName(), engine, shape.name(),
				String.valueOf(this.capacity)));
		return new ContestantProcess(name, arguments);
	}

	private static void print(Shape shape, List<Result> results) {
		System.out.printf("%n%s %d-%d-%d%n", shape, shape.frontends(), shape.transports(), shape.backends());
		System.out.printf("%-10s %12s %25s %8s %8s %10s %8s %8s%n", "engine", "items/s", "quartiles", "clean", "cpu ns",
				"bytes/item", "reactor", "abq");
		for (Result result : results) {
			System.out.printf(Locale.ROOT, "%-10s %,12.0f %,12.0f-%,12.0f %5d/%2d %8.1f %10.1f %8s %8s%n",
					result.engine(), result.itemsPerSecond(), result.lower(), result.upper(), result.clean(),
					result.samples(), result.cpuNanos(), result.bytes(), ratio(result, "reactor", results),
					ratio(result, "abq", results));
		}
	}

	private static String ratio(Result result, String other, List<Result> results) {
		return results.stream()
			.filter((candidate) -> Objects.equals(candidate.engine(), other))
			.findFirst()
			.map((base) -> "%.2f".formatted(result.itemsPerSecond() / base.itemsPerSecond()))
			.orElse("");
	}

}
