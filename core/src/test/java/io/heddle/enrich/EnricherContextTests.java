package io.heddle.enrich;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import io.heddle.testing.Caller;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadContext;
import io.heddle.thread.ThreadMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What travels from the caller of a run into its threads.
 */
@Timeout(60)
@ExtendWith(NoLeakedThreads.class)
class EnricherContextTests {

	private final Queue<String> seen = new ConcurrentLinkedQueue<>();

	@AfterEach
	void clean() {
		Caller.clear();
	}

	private EnricherBuilder<Integer, Object> enricher(int tasks, ThreadMode mode) {
		return Enricher.<Integer, Object>of("context")
			.tasks(() -> IntStream.range(0, tasks).boxed().toList())
			.doTask((task) -> task)
			.saveData((task, data) -> this.seen.add(Caller.look()))
			.threads(2)
			.mode(mode);
	}

	@EachThreadMode
	void theContextOfTheCallerIsInAllThreads(ThreadMode mode) {
		CyclicBarrier both = new CyclicBarrier(2);
		ConfigEnricher<?, Integer, Object> enricher = enricher(2, mode).doTask((task) -> {
			both.await(20, TimeUnit.SECONDS);
			return task;
		}).decorator(Caller::carry).build();
		Caller.is("alice", "acme");
		enricher.enrich();
		assertThat(this.seen).containsExactly("alice of acme", "alice of acme");
		this.seen.clear();
		clean();
		enricher.enrich();
		assertThat(this.seen).containsExactly("null of null", "null of null");
	}

	@EachThreadMode
	void whatIsAdoptedTravelsUnlessTheEnricherKeepsItBack(ThreadMode mode) {
		ConfigEnricher<?, Integer, Object> enricher = enricher(1, mode).contextPropagation(false).build();
		enricher.adopt(ThreadContext.LOGGING.decorator(Caller::carry));
		Caller.is("alice", "acme");
		enricher.enrich();
		assertThat(this.seen).containsExactly("null of acme");
	}

	@EachThreadMode
	void aRunDoesWithoutAThreadThatADecoratorHasKept(ThreadMode mode) {
		AtomicInteger made = new AtomicInteger();
		UnaryOperator<Runnable> forgetsTheFirst = (work) -> (made.getAndIncrement() == 0) ? () -> {
		} : work;
		enricher(5, mode).decorator(forgetsTheFirst).build().enrich();
		assertThat(this.seen).hasSize(5);
	}

	@EachThreadMode
	void aRunWithoutAnyThreadFails(ThreadMode mode) {
		Enricher enricher = enricher(5, mode).decorator((work) -> () -> {
			throw new IllegalStateException("thrown by a test");
		}).build();
		assertThatExceptionOfType(EnrichException.class).isThrownBy(enricher::enrich)
			.withMessage("Enricher 'context' has no thread that could be started: 5 of 5 tasks were skipped")
			.havingRootCause()
			.withMessage("thrown by a test");
		assertThat(this.seen).isEmpty();
	}

}
