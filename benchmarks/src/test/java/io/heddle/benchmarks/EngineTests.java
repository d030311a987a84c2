package io.heddle.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * A benchmark of an engine that loses items would be worth nothing.
 */
class EngineTests {

	static Stream<Arguments> engines() {
		List<String> names = new ArrayList<>(Engine.NAMES);
		names.add("optimum");
		return names.stream().flatMap((name) -> Stream.of(Shape.values()).map((shape) -> Arguments.of(name, shape)));
	}

	@ParameterizedTest
	@MethodSource("engines")
	void everyItemArrivesOnce(String name, Shape shape) throws Exception {
		Workload work = new Workload(shape, 10_001);
		try (Engine engine = Engine.of(name, shape, 64)) {
			engine.run(work);
			work.verify();
			work.reset();
			engine.run(work);
			work.verify();
		}
	}

	@ParameterizedTest
	@MethodSource("engines")
	void aLostItemIsNoticed(String name, Shape shape) throws Exception {
		Workload work = new Workload(shape, 1000);
		try (Engine engine = Engine.of(name, shape, 64)) {
			engine.run(work);
			work.tally(0).add(-1L);
			assertThatIllegalStateException().isThrownBy(work::verify);
		}
	}

}
