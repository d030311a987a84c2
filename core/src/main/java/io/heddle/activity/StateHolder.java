package io.heddle.activity;

import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;

import org.jspecify.annotations.Nullable;

import io.heddle.time.Ticker;

/**
 * One state in one atomic reference, together with the moment of its last change. The
 * legal moves are written once, by the enum.
 * <p>
 * Thread-safe; no method blocks.
 *
 * @param <S> the states
 */
public final class StateHolder<S extends Enum<S>> {

	private final BiPredicate<S, S> legal;

	private final Ticker ticker;

	private final AtomicReference<Held<S>> held;

	/**
	 * Starts in the given state.
	 * @param legal whether the first state may become the second
	 */
	public StateHolder(S initial, BiPredicate<S, S> legal, Ticker ticker) {
		this.legal = legal;
		this.ticker = ticker;
		this.held = new AtomicReference<>(new Held<>(initial, ticker.now()));
	}

	public S get() {
		return held().state();
	}

	public Instant since() {
		return held().since();
	}

	/**
	 * Moves on if that is legal from the state of this moment.
	 * @return the state before, or {@code null} if it may not become {@code next}, in
	 * which case nothing changed
	 */
	public @Nullable S become(S next) {
		while (true) {
			Held<S> now = held();
			if (!this.legal.test(now.state(), next)) {
				return null;
			}
			if (this.held.compareAndSet(now, new Held<>(next, this.ticker.now()))) {
				return now.state();
			}
		}
	}

	/** Moves from one state to another if the present one is {@code expected}. */
	public boolean tryMove(S expected, S next) {
		Held<S> now = held();
		return now.state() == expected && this.legal.test(expected, next)
				&& this.held.compareAndSet(now, new Held<>(next, this.ticker.now()));
	}

	private Held<S> held() {
		return Objects.requireNonNull(this.held.get());
	}

	private record Held<S>(S state, Instant since) {

	}

}
