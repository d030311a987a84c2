package io.heddle.dict;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.heddle.activity.Activity;
import io.heddle.activity.FatalErrorHandler;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * A map whose values are refreshed in the background: each key that was
 * {@link #append(Object, Duration) appended} is read again and again, at its own period,
 * by a few threads of the dict, and {@link #get} gives what was read last.
 * <p>
 * A key is due one period after it was due before, without drift; times that have passed
 * are left out. A key with period 0 is read again when the others had their turn, at most
 * once in a millisecond, like any other. What a read throws is logged and kept with its
 * key, see {@link #entry}.
 * <p>
 * A value that is put goes through the writer, and what that returns is stored. Changes
 * of one key are made one after the other: whoever changes a key <b>waits</b> while
 * another thread does, unless it is interrupted. Readers and refreshes never wait, except
 * for a default, and a change wins over a refresh that began before it. A key that is
 * removed is not read any more.
 * <p>
 * Views and iterators are weakly consistent. Neither keys nor values are {@code null}: an
 * appended key is not in the map before its first read. Functions, reader, writer and
 * listeners are called without any lock held. Thread-safe.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public final class ThreadDict<K, V> extends DictMap<K, V> implements AutoCloseable {

	/** The word of this room. */
	public static final String ROOM = "dict";

	/** How long {@link #stop()} waits before it interrupts. */
	public static final Duration DEFAULT_STOP_LIMIT = Duration.ofSeconds(3);

	private static final Duration CLOSE_LIMIT = Duration.ofMillis(1200);

	private final DictCore<K, V> core;

	/** The values that are given without a read: all, or none if each get reads. */
	private final ConcurrentHashMap<K, V> cached;

	private final DictActivity activity;

	ThreadDict(ThreadDictSpec spec, DictParts<K, V> parts) {
		DictCounts counts = new DictCounts();
		this.activity = new DictActivity(this, spec.name(), counts);
		this.core = new DictCore<>(this, spec, parts, counts, this.activity.listeners());
		this.cached = this.core.isCached() ? this.core.store().values() : new ConcurrentHashMap<>();
	}

	/**
	 * Begins to build one.
	 * @param name not empty
	 */
	public static <K, V> Builder<K, V> builder(String name) {
		return new DefaultThreadDictBuilder<>(name);
	}

	public String name() {
		return spec().name();
	}

	/** The settings at this moment. */
	public ThreadDictSpec spec() {
		return this.core.spec();
	}

	/**
	 * Changes the settings, except the name. The time to wait takes effect at once, the
	 * others with the next start at the latest.
	 */
	public void configure(UnaryOperator<ThreadDictSpec> change) {
		this.core.configure(change);
	}

	/**
	 * Takes what an application has for dicts of which nothing else was said: a kind of
	 * threads that was given when the dict was built stays, and so does somebody who
	 * hears of errors. For the time before the first start.
	 * @param fatalErrors hears of errors of the JVM that reader, writer or listeners have
	 * thrown
	 */
	public void adopt(ThreadMode mode, FatalErrorHandler fatalErrors) {
		this.core.adopt(mode, fatalErrors);
	}

	/** The type of the keys, {@code null} if it was not given. */
	public @Nullable Class<K> keyType() {
		return this.core.keyType();
	}

	/** How everything that runs is seen: for a registry. */
	public Activity activity() {
		return this.activity;
	}

	/** The dict that a registry sees as that activity, {@code null} if it is none. */
	public static @Nullable ThreadDict<?, ?> behind(Activity activity) {
		return (activity instanceof DictActivity known) ? known.dict() : null;
	}

	/** Adds a listener for values that become others. */
	public void addListener(DictListener<? super K, ? super V> listener) {
		this.core.changes().add(listener);
	}

	public void removeListener(DictListener<? super K, ? super V> listener) {
		this.core.changes().remove(listener);
	}

	/**
	 * Starts to refresh, where it has stopped. Returns at once. Harmless if it is
	 * started, and if there is no reader or no thread is wanted.
	 * @throws IllegalStateException if it has been closed
	 */
	public void start() {
		this.core.start();
	}

	/** The same as {@link #stop(Duration)} with three seconds. */
	public boolean stop() {
		return stop(DEFAULT_STOP_LIMIT);
	}

	/**
	 * Stops to refresh. No read begins any more in the threads of the dict; those that go
	 * on are waited for, and interrupted after the limit. The map stays as it is.
	 * Harmless if it is stopped. <b>Blocks</b>, except in a thread of the dict.
	 * @return whether nothing goes on any more
	 */
	public boolean stop(Duration limit) {
		return this.core.stop(limit);
	}

	/** Stops for ever, and interrupts what goes on. The map stays as it is. */
	@Override
	public void close() {
		this.core.close(CLOSE_LIMIT);
	}

	/** Whether it is started. */
	public boolean isAlive() {
		return state() == DictState.STARTED;
	}

	/**
	 * Has a key refreshed, for the first time as soon as possible; or changes the period
	 * of one that is.
	 * @param period 0 for as often as possible
	 * @throws IllegalStateException if there is no reader
	 */
	public void append(K key, Duration period) {
		this.core.append(key, null, period);
	}

	/**
	 * The same, with a value for the time before the first read, unless there is one.
	 */
	public void append(K key, V initial, Duration period) {
		this.core.append(key, Objects.requireNonNull(initial, "initial"), period);
	}

	/** The keys that are refreshed, as they are now. */
	public Set<K> threadKeys() {
		return this.core.polledKeys();
	}

	/**
	 * The value of a key, as it was read or written last; nothing is read, unless no
	 * thread is wanted. {@code null} if there is none.
	 * <p>
	 * With a default factory a key without a value is changed: so this <b>waits</b> while
	 * another thread changes it, and throws what the factory throws.
	 * @throws IllegalStateException if it is interrupted while it waits
	 */
	@Override
	public @Nullable V get(Object key) {
		V value = this.cached.get(key);
		return (value != null) ? value : this.core.absent(key);
	}

	/**
	 * The value of a key, which must have one.
	 * @throws NoSuchElementException if it has none
	 */
	public V require(K key) {
		V value = get(key);
		if (value == null) {
			throw new NoSuchElementException("Dict '%s' has no value for key '%s'".formatted(name(), key));
		}
		return value;
	}

	/**
	 * Reads a key now, in this thread, and stores what was read, unless the key is
	 * written meanwhile. What the reader throws is thrown.
	 * @return what was read
	 * @throws IllegalStateException if there is no reader
	 */
	public @Nullable V read(K key) {
		return this.core.read(key);
	}

	/** A key with its value, age, period and last error, all of one moment. */
	public Reading<V> entry(K key) {
		return this.core.store().reading(key);
	}

	/** The same for so many keys at most; those that only are refreshed included. */
	public Map<K, Reading<V>> entries(int limit) {
		return this.core.readings(limit);
	}

	/** How many there are of those. */
	public int entryCount() {
		return this.core.store().cells().size();
	}

	/**
	 * How old the oldest value is that is refreshed, {@code null} if none is. One that
	 * has not come yet is as old as its key.
	 */
	public @Nullable Duration getOldestAge() {
		return this.core.oldestAge();
	}

	/** When a value was stored last, {@code null} if none was. */
	public @Nullable Instant getLastUpdate() {
		return this.core.instant(this.core.store().lastStoreNanos());
	}

	/** When the present or last cycle began, {@code null} before the first. */
	public @Nullable Instant getLastCycleStart() {
		return this.core.lastCycleStart();
	}

	/** How many times all keys that are refreshed have been read. */
	public long getCycleCount() {
		return this.core.cycles().count();
	}

	/** How long that takes on the average, from the first read to the end of the last. */
	public Duration getCycleAverage() {
		return Duration.ofNanos(this.core.cycles().averageNanos());
	}

	public Duration getTimewait() {
		return spec().timewait();
	}

	public void setTimewait(Duration timewait) {
		configure((spec) -> spec.timewait(timewait));
	}

	DictState state() {
		return this.core.state();
	}

	ThreadDictSnapshot snapshot() {
		return this.core.snapshot();
	}

	List<String> left() {
		return this.core.left();
	}

	int polled() {
		return this.core.cycles().keys();
	}

	double secondsOfOldest() {
		Duration age = this.core.oldestAge();
		return (age != null) ? age.toNanos() / 1e9 : Double.NaN;
	}

	@Override
	DictCore<K, V> core() {
		return this.core;
	}

	String describe() {
		return "Dict '%s' %s".formatted(name(), state());
	}

	/**
	 * Collects the parts of a {@link ThreadDict}. Not thread-safe.
	 *
	 * @param <K> the keys
	 * @param <V> the values
	 */
	public interface Builder<K, V> {

		/**
		 * Gives the value of a key; {@code null} if there is none now, and then the last
		 * one stays. Without a reader nothing is refreshed.
		 */
		Builder<K, V> reader(Function<? super K, ? extends @Nullable V> reader);

		/**
		 * Takes each value that is put, computed or replaced, and gives the one to store;
		 * {@code null} for the same. If it throws nothing has changed.
		 */
		Builder<K, V> writer(BiFunction<? super K, ? super V, ? extends @Nullable V> writer);

		/** The least time between two reads of one reader; none by default. */
		Builder<K, V> timewait(Duration timewait);

		/** From each start to the first read; none by default. */
		Builder<K, V> delay(Duration delay);

		/** How many threads read; 1 by default. */
		Builder<K, V> readers(int readers);

		/** What becomes of a value whose refresh has failed. */
		Builder<K, V> onReadError(OnReadError onReadError);

		/** After which a refresh is interrupted and has failed; never by default. */
		Builder<K, V> readTimeout(Duration readTimeout);

		/** How old a value may be that is refreshed; does not matter by default. */
		Builder<K, V> maxAge(Duration maxAge);

		/**
		 * Gives the value of a key that {@link ThreadDict#get} does not find; it is
		 * stored, and not written. {@code null} if there is none. Called by one thread at
		 * a time for each key; the others wait for it.
		 */
		Builder<K, V> defaultFactory(Function<? super K, ? extends @Nullable V> factory);

		/** How often such keys are refreshed; they are not by default. */
		Builder<K, V> pollDefaults(Duration period);

		/** Adds values that are there from the beginning, without writing them. */
		Builder<K, V> initial(Map<? extends K, ? extends V> values);

		/** Whether threads read; if not, each {@link ThreadDict#get} reads. */
		Builder<K, V> threaded(boolean threaded);

		/** The kind of threads; platform threads by default. */
		Builder<K, V> mode(ThreadMode mode);

		/** Where threads come from; by default from the mode. */
		Builder<K, V> threads(ThreadSource threads);

		/** The type of the keys, for those that come as text from a configuration. */
		Builder<K, V> keyType(Class<K> type);

		/** Whether it is started with its application; it is by default. */
		Builder<K, V> autoStart(boolean autoStart);

		/** Replaces all settings except the name. */
		Builder<K, V> spec(UnaryOperator<ThreadDictSpec> change);

		/** Hears of errors of the JVM that reader, writer or listeners have thrown. */
		Builder<K, V> fatalErrors(FatalErrorHandler fatalErrors);

		/** The clock, for tests. */
		Builder<K, V> ticker(Ticker ticker);

		/** Builds it; no thread is started. */
		ThreadDict<K, V> build();

	}

}
