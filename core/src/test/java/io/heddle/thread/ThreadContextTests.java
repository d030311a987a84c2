package io.heddle.thread;

import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;

import io.heddle.testing.EachThreadMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

@Timeout(60)
class ThreadContextTests {

	private final Queue<String> heard = new ConcurrentLinkedQueue<>();

	private final Queue<Throwable> refusals = new ConcurrentLinkedQueue<>();

	@AfterEach
	void clean() {
		MDC.clear();
	}

	private UnaryOperator<Runnable> decorator(String name) {
		return (work) -> {
			String caller = Thread.currentThread().getName();
			return () -> {
				this.heard.add(name + " of " + caller);
				work.run();
				this.heard.add(name + " ends");
			};
		};
	}

	private void run(ThreadContext context, ThreadMode mode) throws InterruptedException {
		Thread thread = context.around(ThreadSource.of(mode))
			.newThread("body", () -> this.heard.add("body for " + MDC.get("user")), this.refusals::add);
		thread.start();
		thread.join();
	}

	@EachThreadMode
	void decoratorsGoAroundTheBodyTheFirstOneOutermost(ThreadMode mode) throws InterruptedException {
		String caller = Thread.currentThread().getName();
		MDC.put("user", "alice");
		ThreadContext inner = ThreadContext.LOGGING.decorator(decorator("b")).decorator(decorator("c"));
		run(inner.within(ThreadContext.LOGGING.decorator(decorator("a"))), mode);
		assertThat(this.heard).containsExactly("a of " + caller, "b of " + caller, "c of " + caller, "body for alice",
				"c ends", "b ends", "a ends");
		assertThat(this.refusals).isEmpty();
	}

	@EachThreadMode
	void theLoggingContextTravelsIfBothSaySo(ThreadMode mode) throws InterruptedException {
		MDC.put("user", "alice");
		ThreadContext off = ThreadContext.LOGGING.logging(false);
		for (ThreadContext context : List.of(ThreadContext.LOGGING, off, off.within(ThreadContext.LOGGING),
				ThreadContext.LOGGING.within(off))) {
			run(context, mode);
		}
		assertThat(this.heard).containsExactly("body for alice", "body for null", "body for null", "body for null");
	}

	@EachThreadMode
	void aDecoratorThatKeepsAThreadFromItsBodyIsTold(ThreadMode mode) throws InterruptedException {
		IllegalStateException failure = new IllegalStateException("thrown by a test");
		run(ThreadContext.LOGGING.decorator((work) -> () -> {
		}), mode);
		run(ThreadContext.LOGGING.decorator((work) -> () -> {
			throw failure;
		}), mode);
		assertThat(this.heard).isEmpty();
		assertThat(this.refusals).hasSize(2)
			.endsWith(failure)
			.first()
			.satisfies((refusal) -> assertThat(refusal).hasMessage("A decorator has not run thread 'body'"));
	}

	@Test
	void whatTheWorkThrowsIsThrownOnWhateverItsDecoratorsDo() {
		ThreadContext swallowing = ThreadContext.LOGGING.decorator((work) -> () -> {
			try {
				work.run();
			}
			catch (IllegalStateException ex) {
				this.heard.add("swallowed");
			}
		});
		Runnable carried = swallowing.carry("the work", () -> {
			throw new IllegalStateException("thrown by a test");
		}, this.refusals::add);
		assertThatIllegalStateException().isThrownBy(carried::run).withMessage("thrown by a test");
		assertThat(this.heard).containsExactly("swallowed");
		assertThat(this.refusals).isEmpty();
	}

	@EachThreadMode
	void aBodyRunsOnceAndNotElsewhere(ThreadMode mode) throws InterruptedException {
		run(ThreadContext.LOGGING.decorator((work) -> () -> {
			work.run();
			work.run();
		}), mode);
		assertThat(this.heard).containsExactly("body for null");
		Queue<Runnable> kept = new ConcurrentLinkedQueue<>();
		run(ThreadContext.LOGGING.decorator((work) -> () -> kept.add(work)), mode);
		assertThat(this.refusals).hasSize(1);
		run(new ThreadContext(true, List.of((work) -> Objects.requireNonNull(kept.peek()))), mode);
		assertThat(this.heard).containsExactly("body for null");
		assertThat(this.refusals).hasSize(2);
	}

	@Test
	@SuppressWarnings("NullAway") // that is the mistake
	void aDecoratorThatReturnsNullMakesNoThread() {
		ThreadSource source = ThreadContext.LOGGING.decorator((work) -> null)
			.around(ThreadSource.of(ThreadMode.PLATFORM));
		assertThatNullPointerException().isThrownBy(() -> source.newThread("body", () -> {
		})).withMessage("A decorator has returned null");
	}

}
