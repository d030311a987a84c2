package io.heddle.pipeline;

import java.lang.reflect.Proxy;
import java.util.Map;

import io.heddle.buffer.Emitter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class StageNamesTests {

	@Test
	void lambdasAreCalledByTheirKind() {
		Pipeline pipeline = Pipeline.named("census")
			.from(Sources.numbers(0))
			.via((Integer item) -> item)
			.viaFlat((Integer item, Emitter<? super Integer> out) -> out.emit(item))
			.via((Integer item) -> item)
			.toBatch((items) -> {
			})
			.build();
		assertThat(pipeline.kinds().keySet()).containsExactly("frontend", "transport", "transport2", "transport3",
				"backend");
	}

	@Test
	void classesAreCalledByTheirSimpleName() {
		Pipeline pipeline = Pipeline.named("census")
			.from(new NumberFinder())
			.via(new URLReader())
			.to(new LogBackend<>())
			.build();
		assertThat(pipeline.kinds()).containsExactly(Map.entry("numberFinder", StageKind.FRONTEND),
				Map.entry("URLReader", StageKind.TRANSPORT), Map.entry("logBackend", StageKind.BACKEND));
	}

	@Test
	void doublesAreNumbered() {
		Pipeline pipeline = Pipeline.named("census")
			.from(new NumberFinder())
			.via(new LogTransport<Integer>())
			.via(new LogTransport<Integer>())
			.via(new LogTransport<Integer>())
			.build();
		assertThat(pipeline.kinds().keySet()).containsExactly("numberFinder", "logTransport", "logTransport2",
				"logTransport3");
	}

	@Test
	void aNameThatWasGivenIsNotTakenAgain() {
		Pipeline pipeline = Pipeline.named("census")
			.from(new NumberFinder())
			.via(new URLReader(), (spec) -> spec.name("logTransport"))
			.via(new LogTransport<Integer>())
			.build();
		assertThat(pipeline.kinds().keySet()).containsExactly("numberFinder", "logTransport", "logTransport2");
	}

	@Test
	void aNameThatIsGivenLaterMayCollideAndSaysSo() {
		Pipeline.Builder<Integer> builder = Pipeline.named("census")
			.from(new NumberFinder())
			.via(new LogTransport<Integer>())
			.via(new URLReader(), (spec) -> spec.name("logTransport"));
		assertThatIllegalArgumentException().isThrownBy(builder::build)
			.withMessage("Pipeline 'census' has two stages named 'logTransport': name one of them differently");
	}

	@Test
	void anAnonymousClassIsCalledByItsKind() {
		Pipeline pipeline = Pipeline.named("census").from(new NumberFinder()).to(new Backend<Integer>() {
			@Override
			public void process(Integer item) {
			}
		}).build();
		assertThat(pipeline.kinds().keySet()).containsExactly("numberFinder", "backend");
	}

	@Test
	void aSubclassThatSpringMadeIsCalledLikeItsClass() {
		Pipeline pipeline = Pipeline.named("census").from(new NumberFinder$$SpringCGLIB$$0()).to((item) -> {
		}).build();
		assertThat(pipeline.kinds().keySet()).containsExactly("numberFinder", "backend");
	}

	@Test
	@SuppressWarnings("unchecked")
	void aProxyIsCalledByItsKind() {
		Backend<Integer> backend = (Backend<Integer>) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { Backend.class }, (proxy, method, args) -> method);
		Pipeline pipeline = Pipeline.named("census").from(new NumberFinder()).to(backend).build();
		assertThat(pipeline.kinds().keySet()).containsExactly("numberFinder", "backend");
	}

	private static class NumberFinder implements Frontend<Integer> {

		@Override
		public void produce(Emitter<? super Integer> out) {
		}

	}

	/** Named as Spring names the classes that it makes. */
	private static final class NumberFinder$$SpringCGLIB$$0 extends NumberFinder {

	}

	private static final class URLReader implements Transport<Integer, Integer> {

		@Override
		public Integer transport(Integer item) {
			return item;
		}

	}

}
