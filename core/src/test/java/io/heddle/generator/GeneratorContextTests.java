package io.heddle.generator;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

import io.heddle.buffer.Emitter;
import io.heddle.testing.Caller;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadContext;
import io.heddle.thread.ThreadMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What travels from the one who makes a generator into its thread.
 */
@Timeout(60)
@ExtendWith(NoLeakedThreads.class)
class GeneratorContextTests {

	@AfterEach
	void clean() {
		Caller.clear();
	}

	private static void look(Emitter<? super String> emitter) {
		emitter.emit(Caller.look());
	}

	private static List<String> seen(BackgroundGenerator.Builder<String> builder, ThreadMode mode) {
		Caller.is("alice", "acme");
		try (BackgroundGenerator<String> generator = builder.mode(mode).build()) {
			return generator.stream().toList();
		}
	}

	@EachThreadMode
	void theContextOfWhoMakesItIsInItsThread(ThreadMode mode) {
		Generator<String> look = GeneratorContextTests::look;
		assertThat(seen(BackgroundGenerator.builder(look).decorator(Caller::carry), mode))
			.containsExactly("alice of acme");
		assertThat(seen(BackgroundGenerator.builder(look).contextPropagation(false), mode))
			.containsExactly("null of null");
		assertThat(seen(BackgroundGenerator.builder(look).contextPropagation(false).contextPropagation(true), mode))
			.containsExactly("alice of null");
	}

	@EachThreadMode
	void theFactoryGivesItsContextToAll(ThreadMode mode) {
		Generator<String> look = GeneratorContextTests::look;
		ThreadContext context = ThreadContext.LOGGING.decorator(Caller::carry);
		try (BackgroundGenerators all = new BackgroundGenerators(UnaryOperator.identity(), context, (added) -> {
		}, (removed) -> {
		})) {
			assertThat(seen(all.builder("looks", look), mode)).containsExactly("alice of acme");
			assertThat(seen(all.builder("looks", look).contextPropagation(false), mode))
				.containsExactly("null of acme");
		}
	}

	@EachThreadMode
	void oneThatADecoratorKeepsFromItsThreadFailsAndIsClosed(ThreadMode mode) throws InterruptedException {
		Source source = new Source();
		try (BackgroundGenerator<Integer> generator = BackgroundGenerator.builder(source).decorator((work) -> () -> {
		}).name("kept").mode(mode).build()) {
			Iterator<Integer> items = generator.iterator();
			assertThatIllegalStateException().isThrownBy(items::hasNext)
				.withMessage("A decorator has not run thread 'kept'");
			assertThat(items.hasNext()).isFalse();
			assertThat(generator.hasError()).isTrue();
		}
		assertThat(source.closed).isTrue();
		assertThat(source.asked).isFalse();
	}

	/** Knows what was done with it. */
	private static final class Source implements Generator<Integer>, AutoCloseable {

		private final AtomicBoolean asked = new AtomicBoolean();

		private final AtomicBoolean closed = new AtomicBoolean();

		@Override
		public void generate(Emitter<? super Integer> emitter) {
			this.asked.set(true);
		}

		@Override
		public void close() {
			this.closed.set(true);
		}

	}

}
