package io.heddle.background;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.heddle.testing.EachThreadMode;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a task brings along, and what it leaves behind: nothing.
 */
@ExtendWith(NoLeakedThreads.class)
class TaskContextTests {

	private static final Duration LONG = Duration.ofSeconds(10);

	private final List<String> events = Collections.synchronizedList(new ArrayList<>());

	@AfterEach
	void clear() {
		MDC.clear();
	}

	private static ThreadManagerBuilder one(ThreadMode mode) {
		return ThreadManager.builder().name("manager").mode(mode).maxThreads(1);
	}

	private static @Nullable Map<String, String> logging() {
		return MDC.getCopyOfContextMap();
	}

	@EachThreadMode
	void theLoggingContextOfTheCallerReachesFunctionAndCallbacks(ThreadMode mode) throws Exception {
		MDC.put("request", "17");
		try (ThreadManager manager = one(mode).build()) {
			manager.task(() -> this.events.add("function " + MDC.get("request")))
				.onSuccess((result) -> this.events.add("onSuccess " + MDC.get("request")))
				.onEnd(() -> this.events.add("onEnd " + MDC.get("request")))
				.doAsync()
				.join(LONG);
			MDC.clear();
			assertThat(manager.doAsync(() -> MDC.get("request")).get()).isNull();
		}
		assertThat(this.events).containsExactly("function 17", "onSuccess 17", "onEnd 17");
	}

	@EachThreadMode
	void itStaysWithTheCallerIfThatIsWanted(ThreadMode mode) throws Exception {
		MDC.put("request", "17");
		try (ThreadManager manager = one(mode).contextPropagation(false).build()) {
			assertThat(manager.doAsync(() -> MDC.get("request")).get()).isNull();
		}
	}

	@EachThreadMode
	@SuppressWarnings("ThreadPriorityCheck") // it is what is being left behind
	void aTaskLeavesItsThreadAsItFoundIt(ThreadMode mode) throws Exception {
		Callable<List<Object>> look = () -> {
			Thread thread = Thread.currentThread();
			ClassLoader loader = thread.getContextClassLoader();
			return List.of(thread.getName().replaceAll("\\d+", ""), thread.getPriority(), thread.isInterrupted(),
					(loader != null) ? loader : "none", String.valueOf(logging()));
		};
		try (ThreadManager manager = one(mode).build()) {
			List<Object> before = manager.doAsync(look).get();
			manager.task(() -> {
				Thread thread = Thread.currentThread();
				thread.setName("dirty");
				thread.setPriority(Thread.MAX_PRIORITY);
				thread.setContextClassLoader(new ClassLoader() {
				});
				MDC.put("left", "behind");
				thread.interrupt();
			}).name("named").onEnd(() -> Thread.currentThread().interrupt()).doAsync().join(LONG);
			assertThat(manager.doAsync(look).get()).isEqualTo(before);
		}
	}

	@Test
	void aCallerThatRunsATaskGetsItsOwnContextBackExactly() throws InterruptedException {
		MDC.put("mine", "1");
		try (ThreadManager manager = one(ThreadMode.PLATFORM).queueCapacity(0).overflow(Overflow.CALLER_RUNS).build()) {
			ThreadWrapper<Void> busy = manager.doAsync((ThreadWrapper<Void> self) -> {
				while (!Thread.currentThread().isInterrupted()) {
					Thread.onSpinWait();
				}
				return null;
			});
			String name = Thread.currentThread().getName();
			Thread.currentThread().interrupt();
			manager.task(() -> {
				this.events.add(String.valueOf(Thread.currentThread().isInterrupted()));
				MDC.put("mine", "2");
				MDC.put("other", "3");
			}).name("named").doAsync();
			assertThat(Thread.interrupted()).isTrue();
			assertThat(Thread.currentThread().getName()).isEqualTo(name);
			assertThat(logging()).isEqualTo(Map.of("mine", "1"));
			assertThat(this.events).containsExactly("false");
			busy.cancel();
		}
	}

	@EachThreadMode
	void decoratorsGoAroundTheTaskInOrder(ThreadMode mode) throws InterruptedException {
		try (ThreadManager manager = one(mode).decorator((work) -> around("outer", work))
			.decorator((work) -> around("inner", work))
			.build()) {
			manager.task(() -> this.events.add("function")).onEnd(() -> this.events.add("onEnd")).doAsync().join(LONG);
		}
		assertThat(this.events).containsExactly("outer begins", "inner begins", "function", "onEnd", "inner ends",
				"outer ends");
	}

	private Runnable around(String name, Runnable work) {
		return () -> {
			this.events.add(name + " begins");
			work.run();
			this.events.add(name + " ends");
		};
	}

	@EachThreadMode
	void aDecoratorThatForgetsOrThrowsFailsTheTask(ThreadMode mode) throws InterruptedException {
		try (ThreadManager manager = one(mode).decorator((work) -> () -> {
		}).build()) {
			ThreadWrapper<Integer> thread = manager.task(() -> 1).onEnd(() -> this.events.add("end")).doAsync();
			assertThat(thread.join(LONG)).isTrue();
			assertThat(thread.getException()).hasMessageContaining("has not run task");
		}
		IllegalStateException failure = new IllegalStateException("decorator");
		try (ThreadManager manager = one(mode).decorator((work) -> () -> {
			throw failure;
		}).build()) {
			ThreadWrapper<Integer> thread = manager.task(() -> 1).onEnd(() -> this.events.add("end")).doAsync();
			assertThat(thread.join(LONG)).isTrue();
			assertThat(thread.getException()).isSameAs(failure);
			assertThat(manager.keys()).isEmpty();
		}
		assertThat(this.events).containsExactly("end", "end");
	}

	@EachThreadMode
	void interceptorsGoAroundTheFunction(ThreadMode mode) throws Exception {
		TaskInterceptor counting = new TaskInterceptor() {
			@Override
			public <T extends @Nullable Object> @Nullable T call(ThreadWrapper<T> thread, Callable<T> function)
					throws Exception {
				TaskContextTests.this.events.add(thread.getExecutionState().name());
				return function.call();
			}
		};
		try (ThreadManager manager = one(mode).interceptor(counting).interceptor(counting).build()) {
			assertThat(manager.doAsync(() -> 5).get()).isEqualTo(5);
		}
		assertThat(this.events).containsExactly("RUNNING", "RUNNING");
	}

	@EachThreadMode
	void listenersHearOfEachStepAndDisturbNothing(ThreadMode mode) throws InterruptedException {
		try (ThreadManager manager = one(mode).build()) {
			manager.addTaskListener(new TaskListener() {
				@Override
				public void started(ThreadWrapper<?> thread) {
					throw new IllegalStateException("listener");
				}
			});
			manager.addTaskListener(new TaskListener() {
				@Override
				public void started(ThreadWrapper<?> thread) {
					TaskContextTests.this.events.add("started " + thread.getExecutionState());
				}

				@Override
				public void succeeded(ThreadWrapper<?> thread) {
					TaskContextTests.this.events.add("succeeded " + thread.getResult());
				}

				@Override
				public void failed(ThreadWrapper<?> thread) {
					TaskContextTests.this.events.add("failed " + thread.getException());
				}

				@Override
				public void ended(ThreadWrapper<?> thread) {
					TaskContextTests.this.events.add("ended " + thread.getExecutionState());
				}
			});
			manager.doAsync(() -> 5);
			manager.doAsync((Callable<Object>) () -> {
				throw new AssertionError("no");
			});
			assertThat(manager.stop(LONG, false)).isTrue();
		}
		assertThat(this.events).containsExactly("started RUNNING", "succeeded 5", "ended CLOSED", "started RUNNING",
				"failed java.lang.AssertionError: no", "ended CLOSED");
	}

}
