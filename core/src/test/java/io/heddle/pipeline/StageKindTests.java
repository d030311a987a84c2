package io.heddle.pipeline;

import java.util.Arrays;
import java.util.List;

import io.heddle.buffer.Emitter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class StageKindTests {

	@ParameterizedTest
	@EnumSource
	void isThatOfItsInterface(StageKind kind) {
		assertThat(StageKind.of(kind.type())).contains(kind);
	}

	@Test
	void isFoundForLambdas() {
		Transport<Integer, Integer> transport = (number) -> number;
		FlatTransport<Integer, Integer> flat = (number, out) -> out.emit(number);
		Backend<Integer> backend = (number) -> {
		};
		BatchBackend<Integer> batch = (numbers) -> {
		};
		assertThat(StageKind.of(Sources.numbers(1).getClass())).contains(StageKind.FRONTEND);
		assertThat(StageKind.of(transport.getClass())).contains(StageKind.TRANSPORT);
		assertThat(StageKind.of(flat.getClass())).contains(StageKind.FLAT_TRANSPORT);
		assertThat(StageKind.of(backend.getClass())).contains(StageKind.BACKEND);
		assertThat(StageKind.of(batch.getClass())).contains(StageKind.BATCH_BACKEND);
	}

	@Test
	void isFoundForSubtypes() {
		assertThat(StageKind.of(ResizableFrontend.class)).contains(StageKind.FRONTEND);
		assertThat(StageKind.of(StdinFrontend.class)).contains(StageKind.FRONTEND);
		assertThat(StageKind.of(LogTransport.class)).contains(StageKind.TRANSPORT);
		assertThat(StageKind.of(LogBackend.class)).contains(StageKind.BACKEND);
	}

	@Test
	void isUnknownForWhatIsNoStageOrTwo() {
		assertThat(StageKind.of(String.class)).isEmpty();
		assertThat(StageKind.of(Stage.class)).isEmpty();
		assertThat(StageKind.of(Both.class)).isEmpty();
	}

	@Test
	void frontendsHaveNoInputAndBackendsNoOutput() {
		assertThat(Arrays.stream(StageKind.values()).filter((kind) -> !kind.hasInput()))
			.containsExactly(StageKind.FRONTEND);
		assertThat(Arrays.stream(StageKind.values()).filter((kind) -> !kind.hasOutput()))
			.containsExactly(StageKind.BACKEND, StageKind.BATCH_BACKEND);
	}

	private static final class Both implements FlatTransport<Integer, Integer>, BatchBackend<Integer> {

		@Override
		public void transport(Integer item, Emitter<? super Integer> out) {
			out.emit(item);
		}

		@Override
		public void process(List<Integer> items) {
		}

	}

}
