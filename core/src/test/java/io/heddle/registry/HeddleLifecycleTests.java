package io.heddle.registry;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.heddle.activity.ActivityState;
import io.heddle.activity.StopOrder;
import io.heddle.time.Ticker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

class HeddleLifecycleTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private final Registry registry = new Registry();

	private final HeddleLifecycle lifecycle = new HeddleLifecycle(this.registry, TIMEOUT, Ticker.system());

	private final FakeActivity one = new FakeActivity("one");

	private final FakeActivity two = new FakeActivity("two");

	private final Logger logger = (Logger) LoggerFactory.getLogger(HeddleLifecycle.class);

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	@BeforeEach
	void add() {
		this.registry.add(this.one);
		this.registry.add(this.two);
		this.log.start();
		this.logger.addAppender(this.log);
	}

	@AfterEach
	void noThreadLeaked() {
		this.logger.detachAppender(this.log);
		await().until(() -> Thread.getAllStackTraces()
			.keySet()
			.stream()
			.noneMatch((thread) -> thread.getName().startsWith("heddle-stop-")));
	}

	@Test
	void startsOnlyWhatStartsAutomatically() {
		this.two.autoStart = false;
		this.lifecycle.start();
		assertThat(this.one.starts).hasValue(1);
		assertThat(this.two.starts).hasValue(0);
		assertThat(this.lifecycle.isRunning()).isTrue();
	}

	@Test
	void restartResumesWhatItsOwnStopCutOff() {
		this.lifecycle.start();
		this.lifecycle.stop();
		assertThat(this.lifecycle.isRunning()).isFalse();
		this.lifecycle.start();
		assertThat(this.one.starts).hasValue(2);
		assertThat(this.two.starts).hasValue(2);
	}

	@Test
	void restartLeavesAloneWhatEndedOrFailedByItself() {
		this.lifecycle.start();
		this.one.become(ActivityState.ENDED);
		this.two.become(ActivityState.FAILED);
		this.lifecycle.stop();
		this.lifecycle.start();
		assertThat(this.one.starts).hasValue(1);
		assertThat(this.two.starts).hasValue(1);
		assertThat(this.one.stops).isEmpty();
	}

	@Test
	void restartLeavesAloneWhatEndedByItselfWhileItWasStopped() {
		this.one.doneWhenStopped = true;
		this.lifecycle.start();
		this.lifecycle.stop();
		this.lifecycle.start();
		assertThat(this.one.starts).hasValue(1);
		assertThat(this.two.starts).hasValue(2);
	}

	@Test
	void restartLeavesAloneWhatRanAgainInBetween() {
		this.lifecycle.start();
		this.lifecycle.stop();
		this.one.start();
		this.one.become(ActivityState.ENDED);
		this.lifecycle.start();
		assertThat(this.one.starts).hasValue(2);
		assertThat(this.two.starts).hasValue(2);
	}

	@Test
	void stopAlsoTakesWhatWasStartedByHand() {
		this.two.autoStart = false;
		this.lifecycle.start();
		this.two.start();
		this.lifecycle.stop();
		assertThat(this.two.stops).hasSize(1);
		this.lifecycle.start();
		assertThat(this.two.starts).hasValue(1);
	}

	@Test
	void stopsAllAtTheSameTimeWithinOneLimit() {
		CyclicBarrier together = new CyclicBarrier(2);
		this.one.whenStopped = (limit) -> meet(together);
		this.two.whenStopped = (limit) -> meet(together);
		this.lifecycle.start();
		this.lifecycle.stop();
		assertThat(this.one.stops).singleElement().satisfies((limit) -> assertThat(limit).isPositive());
		assertThat(this.two.stops).allMatch((limit) -> limit.compareTo(TIMEOUT) <= 0);
		assertThat(this.log.list).singleElement().satisfies((event) -> {
			assertThat(event.getLevel()).isEqualTo(Level.INFO);
			assertThat(event.getFormattedMessage())
				.matches("Shutdown complete after \\d+ ms\nFake 'one' ended\nFake 'two' ended");
		});
	}

	@Test
	void ofManyOnlyTheirNumberIsReported() {
		for (int i = 3; i <= 60; i++) {
			this.registry.add(new FakeActivity("number-" + i));
		}
		this.lifecycle.start();
		this.lifecycle.stop();
		assertThat(this.log.list).singleElement()
			.satisfies((line) -> assertThat(line.getFormattedMessage())
				.matches("Shutdown complete after \\d+ ms\n60 in all, 60 of them complete"));
	}

	@Test
	void restartStartsWhatServesOthersThoughItHasNotEnded() {
		this.one.stopOrder = StopOrder.TASKS;
		this.lifecycle.start();
		this.lifecycle.stop();
		this.one.become(ActivityState.STOPPING);
		this.lifecycle.start();
		assertThat(this.one.starts).hasValue(2);
	}

	@Test
	void spendsNoThreadOnWhatNeedsNoWait() {
		List<Thread> threads = new CopyOnWriteArrayList<>();
		this.one.stopsAtOnce = true;
		this.one.whenStopped = (limit) -> threads.add(Thread.currentThread());
		this.two.whenStopped = (limit) -> threads.add(Thread.currentThread());
		this.lifecycle.start();
		this.lifecycle.stop();
		assertThat(threads).hasSize(2).first().isSameAs(Thread.currentThread());
		assertThat(threads.get(1).getName()).isEqualTo("heddle-stop-two");
		assertThat(this.one.stops).containsExactly(Duration.ZERO);
		this.lifecycle.start();
		assertThat(this.one.starts).as("it was cut off").hasValue(2);
	}

	@Test
	void tenThousandThatNeedNoWaitAreStoppedInOneThread() {
		Set<Thread> threads = ConcurrentHashMap.newKeySet();
		this.one.stopsAtOnce = true;
		this.two.stopsAtOnce = true;
		for (int i = 0; i < 10_000; i++) {
			FakeActivity activity = new FakeActivity("a" + i);
			activity.stopsAtOnce = true;
			activity.whenStopped = (limit) -> threads.add(Thread.currentThread());
			this.registry.add(activity);
		}
		this.lifecycle.start();
		this.lifecycle.stop();
		assertThat(threads).containsExactly(Thread.currentThread());
	}

	@Test
	void whatFailsToStopAtOnceIsNamed() {
		this.one.stopsAtOnce = true;
		this.one.whenStopped = (limit) -> {
			throw new IllegalStateException("stuck");
		};
		this.lifecycle.start();
		this.lifecycle.stop();
		assertThat(this.log.list).last()
			.extracting(ILoggingEvent::getFormattedMessage)
			.asString()
			.contains("The fake 'one' could not be stopped: java.lang.IllegalStateException: stuck",
					"Fake 'two' ended");
	}

	@Test
	void stopsWhatOthersMayNeedAfterThem() {
		List<String> stopped = new CopyOnWriteArrayList<>();
		this.one.stopOrder = StopOrder.DATA;
		this.one.whenStopped = (limit) -> stopped.add("one");
		this.two.whenStopped = (limit) -> {
			assertThat(this.one.stops).isEmpty();
			return stopped.add("two");
		};
		this.lifecycle.start();
		this.lifecycle.stop();
		assertThat(stopped).containsExactly("two", "one");
	}

	@Test
	void stopsEachOrderAfterTheOneBeforeAndStartsTheOtherWayRound() {
		List<String> calls = new CopyOnWriteArrayList<>();
		for (StopOrder order : List.of(StopOrder.DATA, StopOrder.PROCESSES, StopOrder.TASKS, StopOrder.QUEUES)) {
			FakeActivity activity = new FakeActivity(order.name());
			activity.stopOrder = order;
			activity.whenStarted = () -> calls.add("start " + order);
			activity.whenStopped = (limit) -> calls.add("stop " + order);
			this.registry.add(activity);
		}
		this.one.whenStarted = () -> calls.add("start WORK");
		this.one.whenStopped = (limit) -> calls.add("stop WORK");
		this.lifecycle.start();
		this.lifecycle.stop();
		assertThat(calls).containsExactly("start PROCESSES", "start DATA", "start QUEUES", "start TASKS", "start WORK",
				"stop WORK", "stop TASKS", "stop QUEUES", "stop DATA", "stop PROCESSES");
	}

	@Test
	void whatIsStuckLeavesTimeToThoseAfterIt() throws InterruptedException {
		CountDownLatch gate = new CountDownLatch(1);
		CountDownLatch next = new CountDownLatch(1);
		CountDownLatch called = new CountDownLatch(1);
		HeddleLifecycle brief = new HeddleLifecycle(this.registry, Duration.ofMillis(500), Ticker.system());
		this.one.whenStopped = (limit) -> pass(gate);
		this.two.stopOrder = StopOrder.QUEUES;
		this.two.whenStopped = (limit) -> {
			next.countDown();
			return true;
		};
		brief.start();
		brief.stop(called::countDown);
		assertThat(next.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.two.stops).singleElement().satisfies((limit) -> assertThat(limit).isPositive());
		assertThat(called.getCount()).isOne();
		gate.countDown();
		assertThat(called.await(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void callsBackAfterAnAsynchronousStop() throws InterruptedException {
		CountDownLatch gate = new CountDownLatch(1);
		CountDownLatch called = new CountDownLatch(1);
		this.one.whenStopped = (limit) -> pass(gate);
		this.lifecycle.start();
		this.lifecycle.stop(called::countDown);
		assertThat(called.getCount()).isOne();
		assertThat(this.lifecycle.isRunning()).isTrue();
		gate.countDown();
		assertThat(called.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.lifecycle.isRunning()).isFalse();
	}

	@Test
	void callsBackAtOnceWhenNothingIsActive() {
		CountDownLatch called = new CountDownLatch(1);
		this.lifecycle.stop(called::countDown);
		assertThat(called.getCount()).isZero();
		assertThat(this.log.list).isEmpty();
	}

	@Test
	void warnsOfAnIncompleteStop() {
		this.one.whenStopped = (limit) -> false;
		this.lifecycle.start();
		this.lifecycle.stop();
		assertThat(this.log.list).singleElement().satisfies((event) -> {
			assertThat(event.getLevel()).isEqualTo(Level.WARN);
			assertThat(event.getFormattedMessage()).startsWith("Shutdown incomplete after ");
		});
	}

	@Test
	void oneThatCannotBeStoppedDoesNotKeepTheOthers() {
		this.one.whenStopped = (limit) -> {
			throw new IllegalStateException("stuck");
		};
		this.lifecycle.start();
		this.lifecycle.stop();
		assertThat(this.two.stops).hasSize(1);
		assertThat(this.log.list).extracting(ILoggingEvent::getFormattedMessage)
			.anyMatch((line) -> line.contains("The fake 'one' could not be stopped: "
					+ "java.lang.IllegalStateException: stuck\nFake 'two' ended"));
	}

	@Test
	void startThatFailsHalfWayStopsWhatWasStarted() {
		this.two.startFailure = new IllegalStateException("no");
		assertThatIllegalStateException().isThrownBy(this.lifecycle::start)
			.withMessage("The fake 'two' could not be started")
			.havingCause()
			.withMessage("no");
		assertThat(this.one.stops).hasSize(1);
		assertThat(this.two.stops).isEmpty();
		assertThat(this.lifecycle.isRunning()).isFalse();
	}

	@Test
	void standsBelowTheWebServerAndAboveTheExecutors() {
		assertThat(this.lifecycle.getPhase()).isEqualTo(Integer.MAX_VALUE - 4096);
		assertThat(this.lifecycle.isAutoStartup()).isTrue();
		assertThat(this.lifecycle.isPauseable()).isTrue();
	}

	private static boolean meet(CyclicBarrier barrier) {
		try {
			barrier.await(10, TimeUnit.SECONDS);
			return true;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static boolean pass(CountDownLatch gate) {
		try {
			return gate.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
