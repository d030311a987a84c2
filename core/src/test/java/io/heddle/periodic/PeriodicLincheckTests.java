package io.heddle.periodic;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.periodic.PeriodicWork.Hooks;
import io.heddle.periodic.PeriodicWork.Target;
import io.heddle.testing.ManualTicker;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.heddle.testing.Interleavings.check;
import static io.heddle.testing.Interleavings.require;
import static io.heddle.testing.Interleavings.together;

/**
 * A run under many interleavings of its tick, its stop and its start. Reliability 15 and
 * 20.
 */
@Timeout(300)
class PeriodicLincheckTests {

	private static PeriodicRun newRun(OneTick timer, Runnable target, Runnable stopHook) {
		PeriodicSpec spec = PeriodicSpec.of("rescan").minWait(Duration.ZERO);
		Hooks hooks = new Hooks(Hooks.NONE.start(), Hooks.NONE.loop(), Hooks.NONE.beforeWait(), stopHook,
				StartRule.NONE);
		PeriodicWork work = new PeriodicWork("rescan", new Target((args) -> target.run(), null), hooks,
				FatalErrorHandler.logging(), timer.ticker());
		return new PeriodicRun(spec, work, timer, (run) -> {
		});
	}

	@Test
	void noIterationBeginsAfterAStopHasReturned() {
		check(() -> {
			OneTick timer = new OneTick();
			AtomicInteger stopped = new AtomicInteger();
			AtomicInteger late = new AtomicInteger();
			AtomicInteger hooks = new AtomicInteger();
			PeriodicRun run = newRun(timer, () -> late.getAndAdd(stopped.get()), hooks::getAndIncrement);
			run.begin(List::of);
			together(timer::fire, () -> {
				run.stop();
				if (run.awaitEnd(Duration.ZERO)) {
					stopped.set(1);
				}
			});
			require(late.get() == 0, "an iteration began after the stop");
			require(run.awaitEnd(Duration.ZERO), "the run has not ended");
			require(hooks.get() == 1, "the stop hook was called " + hooks.get() + " times");
			require(timer.next() == null, "a tick is left");
		});
	}

	@Test
	void twoStopsAndATickEndARunOnce() {
		check(() -> {
			OneTick timer = new OneTick();
			AtomicInteger hooks = new AtomicInteger();
			PeriodicRun run = newRun(timer, () -> {
			}, hooks::getAndIncrement);
			run.begin(List::of);
			together(timer::fire, run::stop, run::stop);
			require(hooks.get() == 1, "the stop hook was called " + hooks.get() + " times");
			require(run.awaitEnd(Duration.ZERO), "the run has not ended");
		});
	}

	@Test
	void aWishIsNeverLost() {
		check(() -> {
			OneTick timer = new OneTick();
			AtomicInteger wished = new AtomicInteger();
			AtomicInteger served = new AtomicInteger();
			PeriodicRun run = newRun(timer, () -> served.getAndAdd(wished.get()), () -> {
			});
			run.begin(List::of);
			together(timer::fire, () -> {
				wished.set(1);
				run.runNow();
			});
			require(served.get() > 0 || timer.isDue(), "nothing came of the wish");
		});
	}

	/** A timer for one tick, which a thread of the test fires. */
	private static final class OneTick implements TickTimer {

		private final ManualTicker ticker = new ManualTicker();

		private final AtomicReference<@Nullable Due> tick = new AtomicReference<>();

		/** Runs it if it is due. */
		void fire() {
			Due due = next();
			if (due != null && isDue() && this.tick.compareAndSet(due, null)) {
				due.tick().run();
			}
		}

		@Nullable Due next() {
			return this.tick.get();
		}

		boolean isDue() {
			Due due = next();
			return due != null && due.atNanos() - this.ticker.nanos() <= 0;
		}

		@Override
		public Ticker ticker() {
			return this.ticker;
		}

		@Override
		public void schedule(Tick tick, long atNanos) {
			this.tick.set(new Due(tick, atNanos));
		}

		@Override
		public void scheduleAtEnd(Tick tick, long atNanos) {
			schedule(tick, atNanos);
		}

		@Override
		public void cancel(Tick tick) {
			this.tick.set(null);
		}

		private record Due(Tick tick, long atNanos) {

		}

	}

}
