package io.heddle.activity;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

import io.heddle.pipeline.Pipeline;
import io.heddle.testing.Crew;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.Eventually;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(NoLeakedThreads.class)
class ActivityListenersTests {

	private static final List<ActivityState> STATES = List.of(ActivityState.values());

	private final Pipeline pipeline = Pipeline.named("census").<Integer>from((out) -> out.emit(1)).to((item) -> {
	}).build();

	private final ActivityListeners listeners = new ActivityListeners(this.pipeline);

	private final List<ActivityState> heard = Collections.synchronizedList(new ArrayList<>());

	@Test
	void hearOfAllChangesInOrder() {
		this.pipeline.addListener((activity, from, to) -> {
			this.heard.add(from);
			this.heard.add(to);
		});
		this.pipeline.run();
		awaitHeard(4);
		this.pipeline.run();
		awaitHeard(8);
		assertThat(this.heard).containsExactly(ActivityState.NEW, ActivityState.RUNNING, ActivityState.RUNNING,
				ActivityState.ENDED, ActivityState.ENDED, ActivityState.RUNNING, ActivityState.RUNNING,
				ActivityState.ENDED);
	}

	/** Who waits for the end may go on a little before the listeners hear of it. */
	private void awaitHeard(int count) {
		Eventually.holds(() -> this.heard.size() == count);
	}

	@Test
	void areToldWhoseChangeItIs() {
		this.pipeline.addListener((activity, from, to) -> {
			assertThat(activity).isSameAs(this.pipeline);
			this.heard.add(to);
		});
		this.pipeline.run();
		awaitHeard(2);
	}

	@Test
	void oneThatThrowsDisturbsNobody() {
		this.listeners.add((activity, from, to) -> {
			throw new AssertionError("broken listener");
		});
		this.listeners.add((activity, from, to) -> this.heard.add(to));
		this.listeners.note(ActivityState.NEW, ActivityState.RUNNING);
		this.listeners.note(ActivityState.RUNNING, ActivityState.ENDED);
		this.listeners.deliver();
		assertThat(this.heard).containsExactly(ActivityState.RUNNING, ActivityState.ENDED);
	}

	@Test
	void nothingIsToldTwice() {
		this.listeners.add((activity, from, to) -> this.heard.add(to));
		this.listeners.note(ActivityState.NEW, ActivityState.RUNNING);
		this.listeners.deliver();
		this.listeners.deliver();
		assertThat(this.heard).containsExactly(ActivityState.RUNNING);
	}

	@Test
	void oneThatMakesAChangeHearsOfItAfterThePresentOne() {
		this.listeners.add((activity, from, to) -> {
			if (to == ActivityState.RUNNING) {
				this.listeners.note(ActivityState.RUNNING, ActivityState.PAUSED);
				this.listeners.deliver();
			}
			this.heard.add(to);
		});
		this.listeners.note(ActivityState.NEW, ActivityState.RUNNING);
		this.listeners.deliver();
		assertThat(this.heard).containsExactly(ActivityState.RUNNING, ActivityState.PAUSED);
	}

	/**
	 * Another thread could not change the settings if the lock of the pipeline were held.
	 */
	@EachThreadMode
	void areCalledWithoutALock(ThreadMode mode) throws InterruptedException {
		try (Crew crew = new Crew(mode)) {
			AtomicBoolean tuned = new AtomicBoolean();
			this.pipeline.addListener((activity, from, to) -> {
				if (to == ActivityState.ENDED) {
					crew.start(() -> {
						this.pipeline.tune((spec) -> spec.autoStart(false));
						tuned.set(true);
					});
					join(crew);
					this.heard.add(to);
				}
			});
			this.pipeline.run();
			awaitHeard(1);
			assertThat(this.heard).containsExactly(ActivityState.ENDED);
			assertThat(tuned).isTrue();
		}
	}

	@EachThreadMode
	void hearEachChangeOnceAndInOrderFromManyThreads(ThreadMode mode) throws InterruptedException {
		int threads = 16;
		int changes = 1000;
		ReentrantLock lock = new ReentrantLock();
		List<ActivityState> noted = new ArrayList<>();
		AtomicBoolean telling = new AtomicBoolean();
		this.listeners.add((activity, from, to) -> {
			assertThat(telling.compareAndSet(false, true)).as("alone").isTrue();
			this.heard.add(to);
			telling.set(false);
		});
		try (Crew crew = new Crew(mode)) {
			crew.start(threads, () -> {
				for (int i = 0; i < changes; i++) {
					lock.lock();
					try {
						ActivityState next = STATES.get(noted.size() % STATES.size());
						noted.add(next);
						this.listeners.note(ActivityState.NEW, next);
					}
					finally {
						lock.unlock();
					}
					this.listeners.deliver();
				}
			});
			crew.join();
		}
		assertThat(this.heard).hasSize(threads * changes).isEqualTo(noted);
	}

	@EachThreadMode
	void aSlowOneHoldsUpNobodyElse(ThreadMode mode) throws InterruptedException {
		CountDownLatch telling = new CountDownLatch(1);
		CountDownLatch go = new CountDownLatch(1);
		this.listeners.add((activity, from, to) -> {
			telling.countDown();
			await(go);
			this.heard.add(to);
		});
		try (Crew crew = new Crew(mode)) {
			crew.start(() -> {
				this.listeners.note(ActivityState.NEW, ActivityState.RUNNING);
				this.listeners.deliver();
			});
			await(telling);
			this.listeners.note(ActivityState.RUNNING, ActivityState.ENDED);
			this.listeners.deliver();
			assertThat(this.heard).isEmpty();
			go.countDown();
			crew.join();
		}
		assertThat(this.heard).containsExactly(ActivityState.RUNNING, ActivityState.ENDED);
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	private static void join(Crew crew) {
		try {
			crew.join(Duration.ofSeconds(5), () -> 0);
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

}
