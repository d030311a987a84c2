package io.heddle.generator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.heddle.activity.Activity;
import io.heddle.activity.ActivityListener;
import io.heddle.activity.ActivityListeners;
import io.heddle.activity.ActivityState;
import io.heddle.activity.Failure;
import io.heddle.activity.Measure;
import io.heddle.activity.Measures;
import io.heddle.activity.StateHolder;
import io.heddle.activity.StopOrder;
import io.heddle.activity.StopOutcome;
import io.heddle.time.Deadline;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The generators of one name as the registry and the meters see them: those of today and,
 * in numbers, those that have ended. It holds none that nobody needs any more.
 */
final class GeneratorActivity implements Activity {

	private final String name;

	private final Ticker ticker;

	private final WaitTime producerTime;

	private final WaitTime consumerTime;

	private final ActivityListeners listeners = new ActivityListeners(this);

	private final StateHolder<ActivityState> state;

	private final List<Measure> measures;

	private final ReentrantLock lock = new ReentrantLock();

	/** Guarded by the lock, as all that follows. */
	private final Set<Production> active = new LinkedHashSet<>();

	private boolean closed;

	private long started;

	private long failed;

	private long produced;

	private long consumed;

	private @Nullable Failure failure;

	GeneratorActivity(String name, Ticker ticker) {
		this.name = name;
		this.ticker = ticker;
		this.producerTime = new WaitTime(ticker);
		this.consumerTime = new WaitTime(ticker);
		this.state = new StateHolder<>(ActivityState.NEW, (from, to) -> from != to, ticker);
		this.measures = collect();
	}

	private List<Measure> collect() {
		Measures all = Measures.of("name", this.name);
		all.gauge("active", "Generators that produce or have items left", "", this::active);
		all.gauge("fill", "Items that wait for a consumer", "items", () -> counts().produced() - counts().consumed());
		all.counter("started", "Generators", "", () -> counts().started());
		all.counter("failed", "Generators that have failed", "", () -> counts().failed());
		all.counter("produced", "Items that were emitted", "items", () -> counts().produced());
		all.counter("consumed", "Items that were consumed", "items", () -> counts().consumed());
		all.timer("producer.wait", "Time that producers waited for room", this.producerTime::count,
				this.producerTime::totalNanos);
		all.timer("consumer.wait", "Time that consumers waited for items", this.consumerTime::count,
				this.consumerTime::totalNanos);
		return all.list();
	}

	Ticker ticker() {
		return this.ticker;
	}

	WaitTime producerTime() {
		return this.producerTime;
	}

	WaitTime consumerTime() {
		return this.consumerTime;
	}

	/**
	 * Takes a generator in before it begins.
	 * @throws IllegalStateException if it is closed
	 */
	void add(Production production) {
		locked(() -> {
			Assert.state(!this.closed,
					() -> "Generator '%s' comes too late: the application is being stopped".formatted(this.name));
			this.active.add(production);
			this.started++;
			return become(ActivityState.RUNNING);
		});
		this.listeners.deliver();
	}

	/** A producer has ended; items may be left. */
	void producerEnded(Production production) {
		Failure last = production.failure();
		if (last != null) {
			locked(() -> {
				this.failed++;
				this.failure = last;
				return true;
			});
		}
	}

	/** Takes a generator out of which nothing will come any more. */
	void remove(Production production) {
		locked(() -> {
			if (this.active.remove(production)) {
				this.produced += production.handOff().accepted();
				this.consumed += production.handOff().consumed();
			}
			return this.active.isEmpty()
					&& become((production.failure() != null) ? ActivityState.FAILED : ActivityState.ENDED);
		});
		this.listeners.deliver();
	}

	/** Under the lock. */
	private boolean become(ActivityState next) {
		ActivityState before = this.state.become(next);
		if (before != null) {
			this.listeners.note(before, next);
		}
		return before != null;
	}

	private <V> V locked(Supplier<V> action) {
		this.lock.lock();
		try {
			return action.get();
		}
		finally {
			this.lock.unlock();
		}
	}

	int active() {
		return locked(this.active::size);
	}

	GeneratorSnapshot.Counts counts() {
		return locked(() -> {
			long produced = this.produced;
			long consumed = this.consumed;
			for (Production production : this.active) {
				consumed += production.handOff().consumed();
				produced += production.handOff().accepted();
			}
			return new GeneratorSnapshot.Counts(this.started, this.active.size(), this.failed, produced, consumed,
					Duration.ofNanos(this.producerTime.totalNanos()), Duration.ofNanos(this.consumerTime.totalNanos()));
		});
	}

	private List<Production> list() {
		return locked(() -> new ArrayList<>(this.active));
	}

	@Override
	public String room() {
		return BackgroundGenerator.ROOM;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public ActivityState activityState() {
		return this.state.get();
	}

	@Override
	public GeneratorSnapshot snapshot() {
		List<GeneratorSnapshot.Active> first = list().stream()
			.limit(GeneratorSnapshot.MAX_ACTIVE)
			.map(GeneratorActivity::describe)
			.toList();
		return new GeneratorSnapshot(this.name, this.state.get(), this.state.since(), counts(), first,
				locked(() -> this.failure));
	}

	private static GeneratorSnapshot.Active describe(Production production) {
		long consumed = production.handOff().consumed();
		return new GeneratorSnapshot.Active(production.name(), production.state().toActivityState(), production.since(),
				production.spec().prefetch(), production.handOff().accepted(), consumed);
	}

	@Override
	public List<Measure> measures() {
		return this.measures;
	}

	/** A generator starts when it is made. */
	@Override
	public boolean isAutoStart() {
		return false;
	}

	/** Does nothing: only who makes a generator starts one. */
	@Override
	public void start() {
	}

	@Override
	public StopOrder stopOrder() {
		return StopOrder.DATA;
	}

	@Override
	public StopOutcome stop(Duration limit) {
		Deadline deadline = Deadline.after(limit, Ticker.system());
		List<Production> closed = list();
		closed.forEach(Production::close);
		List<String> left = new ArrayList<>();
		for (Production production : closed) {
			if (!hasEnded(production, deadline)) {
				left.add(production.name());
			}
		}
		return new GeneratorStop(this.name, left);
	}

	/** Takes no more in, and closes all. */
	void close(Duration limit) {
		locked(() -> this.closed = true);
		stop(limit);
	}

	private static boolean hasEnded(Production production, Deadline deadline) {
		try {
			return production.awaitEnd(deadline);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	@Override
	public void addListener(ActivityListener listener) {
		this.listeners.add(listener);
	}

	@Override
	public String toString() {
		return "Generator '%s' %s".formatted(this.name, this.state.get());
	}

}
