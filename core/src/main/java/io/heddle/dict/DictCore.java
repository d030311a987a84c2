package io.heddle.dict;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import io.heddle.activity.ActivityListeners;
import io.heddle.activity.FatalErrorHandler;
import io.heddle.dict.DictWrites.Change;
import io.heddle.dict.DictWrites.Decision;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import io.heddle.time.Deadline;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * What is behind a {@link ThreadDict}: its parts, put together.
 */
final class DictCore<K, V> {

	private final AtomicReference<ThreadDictSpec> spec;

	private final DictParts<K, V> parts;

	private final Ticker ticker;

	private final DictErrors errors;

	private final DictStore<K, V> store;

	private final DictChanges<K, V> changes;

	private final DictWrites<K, V> writes;

	private final @Nullable DictReads<K, V> reads;

	private final @Nullable Poller<K, V> poller;

	private final DictLifecycle lifecycle;

	private final DictCounts counts;

	private final Cycles cycles;

	private final Oldest<K> oldest = new Oldest<>();

	private final DictViews<K, V> views;

	DictCore(DictMap<K, V> dict, ThreadDictSpec spec, DictParts<K, V> parts, DictCounts counts,
			ActivityListeners listeners) {
		this.spec = new AtomicReference<>(spec);
		this.parts = parts;
		this.ticker = parts.ticker();
		this.counts = counts;
		FatalErrorHandler own = parts.fatalErrors();
		this.errors = new DictErrors(spec.name(), (own != null) ? own : FatalErrorHandler.logging(), this.ticker);
		this.store = new DictStore<>(spec.name(), this.ticker);
		this.changes = new DictChanges<>(counts, this.errors);
		this.writes = new DictWrites<>(parts.writer(), this.store, this.changes, this.errors, counts, this::removed);
		this.lifecycle = new DictLifecycle(spec.name(), this.ticker, listeners);
		this.reads = (parts.reader() != null) ? new DictReads<>(this::spec, parts.reader(), this.store, this.changes,
				this.errors, counts, this.ticker) : null;
		this.poller = (this.reads != null && parts.threaded())
				? new Poller<>(this::spec, parts.threads(), this.ticker, this.reads, counts, this::idle) : null;
		this.cycles = (this.poller != null) ? this.poller.cycles() : new Cycles();
		this.views = new DictViews<>(dict, this.store.values());
		this.store.begin(parts.initial());
	}

	DictStore<K, V> store() {
		return this.store;
	}

	DictChanges<K, V> changes() {
		return this.changes;
	}

	DictViews<K, V> views() {
		return this.views;
	}

	Cycles cycles() {
		return this.cycles;
	}

	DictState state() {
		return this.lifecycle.state();
	}

	ThreadDictSpec spec() {
		return Objects.requireNonNull(this.spec.get());
	}

	@Nullable Class<K> keyType() {
		return this.parts.keyType();
	}

	/** Whether what is stored is what there is to get. */
	boolean isCached() {
		return this.parts.threaded() || this.reads == null;
	}

	void configure(UnaryOperator<ThreadDictSpec> change) {
		ThreadDictSpec before;
		ThreadDictSpec changed;
		do {
			before = spec();
			changed = change.apply(before);
			String name = changed.name();
			Assert.isTrue(name.equals(before.name()),
					() -> "Dict '%s' cannot be renamed to '%s'".formatted(spec().name(), name));
			ThreadSource.of(changed.mode());
		}
		while (!this.spec.compareAndSet(before, changed));
		if (this.poller != null) {
			this.poller.rest();
		}
	}

	void adopt(ThreadMode mode, FatalErrorHandler fatalErrors) {
		if (!this.parts.ownMode()) {
			configure((spec) -> spec.mode(mode));
		}
		if (this.parts.fatalErrors() == null) {
			this.errors.fatalErrors(fatalErrors);
		}
	}

	void start() {
		if (this.poller != null) {
			this.lifecycle.start(this.poller);
		}
	}

	boolean stop(Duration limit) {
		return this.poller == null || this.lifecycle.stop(this.poller, limit);
	}

	void close(Duration limit) {
		if (this.poller != null) {
			this.lifecycle.close(this.poller, limit);
		}
		else {
			this.lifecycle.close();
		}
	}

	private void idle() {
		if (this.poller != null) {
			this.lifecycle.ended(this.poller);
		}
	}

	List<String> left() {
		return (this.poller != null) ? this.poller.left(this.store.cells()) : List.of();
	}

	private void removed(Cell<K> cell) {
		if (this.poller != null && cell.polled) {
			this.poller.remove(cell);
		}
	}

	Change<V> change(K key, Decision<V> decision) {
		return this.writes.change(key, decision);
	}

	void append(K key, @Nullable V initial, Duration period) {
		String name = spec().name();
		Assert.isTrue(!period.isNegative(),
				() -> "The period of key '%s' in dict '%s' must be 0 or more but was %s".formatted(key, name, period));
		Assert.state(this.reads != null,
				() -> "Dict '%s' cannot refresh key '%s': it has no reader, give it one".formatted(name, key));
		if (initial != null) {
			this.writes.changeHere(key, (before) -> (before != null) ? Change.none(before) : Change.to(null, initial));
		}
		poll(this.store.polled(key), period);
	}

	private void poll(Cell<K> cell, Duration period) {
		if (this.poller != null) {
			this.poller.add(cell, period);
		}
		else {
			cell.periodNanos = Deadline.nanosOf(period);
		}
	}

	@Nullable V read(K key) {
		DictReads<K, V> present = this.reads;
		if (present == null) {
			throw new IllegalStateException(
					"Dict '%s' cannot read key '%s': it has no reader, give it one".formatted(spec().name(), key));
		}
		return present.read(key);
	}

	/** What to give for a key that has no value, or none that is cached. */
	@SuppressWarnings("unchecked") // or it is not one of the keys
	@Nullable V absent(Object key) {
		if (this.parts.defaultFactory() == null && isCached()) {
			return null;
		}
		Class<K> type = this.parts.keyType();
		if (type != null && !type.isInstance(key)) {
			return null;
		}
		V read = isCached() ? null : read((K) key);
		V value = (read != null) ? read : this.store.values().get(key);
		return (value != null) ? value : makeDefault((K) key);
	}

	private @Nullable V makeDefault(K key) {
		var factory = this.parts.defaultFactory();
		if (factory == null || this.store.isOwn(key)) {
			return null;
		}
		Change<V> change = this.writes.changeHere(key, (before) -> {
			V made = (before != null) ? null : factory.apply(key);
			return (made != null) ? Change.to(null, made) : Change.none(before);
		});
		Duration period = this.parts.pollDefaults();
		// it may have been removed already
		Cell<K> cell = (change.made() && period != null) ? this.store.polledIfPresent(key) : null;
		if (cell != null && period != null) {
			poll(cell, period);
		}
		return change.after();
	}

	Set<K> polledKeys() {
		return this.store.cells()
			.stream()
			.filter((cell) -> cell.polled)
			.map((cell) -> cell.key)
			.collect(Collectors.toUnmodifiableSet());
	}

	void clear() {
		for (Cell<K> cell : this.store.cells()) {
			change(cell.key, (before) -> Change.to(before, null));
		}
	}

	Map<K, Reading<V>> readings(int limit) {
		Map<K, Reading<V>> readings = new LinkedHashMap<>();
		this.store.cells()
			.stream()
			.limit(limit)
			.forEach((cell) -> readings.put(cell.key, this.store.reading(cell.key)));
		return readings;
	}

	@Nullable Instant instant(@Nullable Long nanos) {
		return (nanos != null) ? this.ticker.now().minusNanos(this.ticker.nanos() - nanos) : null;
	}

	@Nullable Instant lastCycleStart() {
		return this.cycles.hasBegun() ? instant(this.cycles.startNanos()) : null;
	}

	/** How old the oldest value is that is refreshed, {@code null} if none is. */
	@Nullable Duration oldestAge() {
		long now = this.ticker.nanos();
		Long since = this.oldest.nanos(this.store.cells(), now);
		return (since != null) ? Duration.ofNanos(Math.max(0, now - since)) : null;
	}

	ThreadDictSnapshot snapshot() {
		ThreadDictSnapshot.Counts numbers = new ThreadDictSnapshot.Counts(this.store.values().mappingCount(),
				this.cycles.keys(), this.counts.reads(), this.counts.failed(), this.counts.outdated(),
				this.counts.skipped(), this.counts.changes(), this.counts.writes());
		return new ThreadDictSnapshot(spec().name(), state().toActivityState(), this.lifecycle.since(), spec(), numbers,
				instant(this.store.lastStoreNanos()), lastCycleStart(), this.cycles.count(),
				Duration.ofNanos(this.cycles.averageNanos()), problem());
	}

	/** A value that is old because the dict was stopped has until it is read again. */
	private @Nullable String problem() {
		Duration allowed = spec().maxAge();
		Duration age = (allowed.isZero() || state() != DictState.STARTED) ? null : oldestAge();
		if (age == null || age.compareTo(allowed) <= 0) {
			return null;
		}
		Duration started = this.lifecycle.started().minus(spec().delay());
		return (started.compareTo(allowed) <= 0) ? null
				: "a value has not been refreshed for %d s, which is more than 'max-age' %s".formatted(age.toSeconds(),
						allowed);
	}

}
