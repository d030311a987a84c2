package io.heddle.periodic;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.heddle.testing.ManualTicker;
import io.heddle.time.Ticker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs ticks in the thread of a test, when that moves the time on. Not thread-safe.
 */
final class ManualTimer implements TickTimer {

	private final ManualTicker ticker = new ManualTicker();

	/** Called before each look at the clock. */
	private final Runnable beforeLook;

	private final long origin = this.ticker.nanos();

	private final TickHeap heap = new TickHeap();

	private final List<Long> noted = new ArrayList<>();

	ManualTimer() {
		this(() -> {
		});
	}

	ManualTimer(Runnable beforeLook) {
		this.beforeLook = beforeLook;
	}

	/** Moves the time on and runs what is due meanwhile, each at its time. */
	void advance(long millis) {
		long end = this.ticker.nanos() + Duration.ofMillis(millis).toNanos();
		while (!this.heap.isEmpty() && this.heap.firstNanos() - end <= 0) {
			pass(Math.max(0, this.heap.firstNanos() - this.ticker.nanos()));
			Tick tick = this.heap.poll(this.ticker.nanos());
			if (tick != null) {
				run(tick);
			}
		}
		pass(Math.max(0, end - this.ticker.nanos()));
	}

	/** What it throws ends no thread of a timer. */
	private static void run(Tick tick) {
		try {
			SharedTimer.run(tick);
		}
		catch (OutOfMemoryError ex) {
			assertThat(ex).hasMessage("injected");
		}
	}

	/** What a target calls to take its time. */
	void take(long millis) {
		pass(Duration.ofMillis(millis).toNanos());
	}

	private void pass(long nanos) {
		this.ticker.advance(Duration.ofNanos(nanos));
	}

	/** Takes a tick that is due, as a thread does that has not run it yet. */
	Tick take() {
		return Objects.requireNonNull(this.heap.poll(this.ticker.nanos()), "No tick is due");
	}

	/** Notes the present. */
	void note() {
		this.noted.add((this.ticker.nanos() - this.origin) / 1_000_000);
	}

	/** The moments that have been noted, in milliseconds since the beginning. */
	List<Long> noted() {
		return this.noted;
	}

	/** How many ticks wait. */
	int waiting() {
		return this.heap.size();
	}

	@Override
	public Ticker ticker() {
		return new Ticker() {

			@Override
			public long nanos() {
				ManualTimer.this.beforeLook.run();
				return ManualTimer.this.ticker.nanos();
			}

			@Override
			public Instant now() {
				ManualTimer.this.beforeLook.run();
				return ManualTimer.this.ticker.now();
			}

		};
	}

	ManualTicker manualTicker() {
		return this.ticker;
	}

	@Override
	public void schedule(Tick tick, long atNanos) {
		this.heap.put(tick, atNanos);
	}

	@Override
	public void scheduleAtEnd(Tick tick, long atNanos) {
		this.heap.put(tick, atNanos);
	}

	@Override
	public void cancel(Tick tick) {
		this.heap.remove(tick);
	}

}
