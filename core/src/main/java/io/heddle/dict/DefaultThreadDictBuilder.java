package io.heddle.dict;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The parts as they are collected.
 */
final class DefaultThreadDictBuilder<K, V> implements ThreadDict.Builder<K, V> {

	private final Map<K, V> initial = new LinkedHashMap<>();

	private ThreadDictSpec spec;

	private @Nullable Function<? super K, ? extends @Nullable V> reader;

	private @Nullable BiFunction<? super K, ? super V, ? extends @Nullable V> writer;

	private @Nullable Function<? super K, ? extends @Nullable V> defaultFactory;

	private @Nullable Duration pollDefaults;

	private boolean threaded = true;

	private @Nullable Class<K> keyType;

	private @Nullable ThreadSource threads;

	private boolean ownMode;

	private @Nullable FatalErrorHandler fatalErrors;

	private Ticker ticker = Ticker.system();

	DefaultThreadDictBuilder(String name) {
		this.spec = ThreadDictSpec.of(name);
	}

	@Override
	public DefaultThreadDictBuilder<K, V> reader(Function<? super K, ? extends @Nullable V> reader) {
		this.reader = reader;
		return this;
	}

	@Override
	public DefaultThreadDictBuilder<K, V> writer(BiFunction<? super K, ? super V, ? extends @Nullable V> writer) {
		this.writer = writer;
		return this;
	}

	@Override
	public DefaultThreadDictBuilder<K, V> timewait(Duration timewait) {
		return spec((spec) -> spec.timewait(timewait));
	}

	@Override
	public DefaultThreadDictBuilder<K, V> delay(Duration delay) {
		return spec((spec) -> spec.delay(delay));
	}

	@Override
	public DefaultThreadDictBuilder<K, V> readers(int readers) {
		return spec((spec) -> spec.readers(readers));
	}

	@Override
	public DefaultThreadDictBuilder<K, V> onReadError(OnReadError onReadError) {
		return spec((spec) -> spec.onReadError(onReadError));
	}

	@Override
	public DefaultThreadDictBuilder<K, V> readTimeout(Duration readTimeout) {
		return spec((spec) -> spec.readTimeout(readTimeout));
	}

	@Override
	public DefaultThreadDictBuilder<K, V> maxAge(Duration maxAge) {
		return spec((spec) -> spec.maxAge(maxAge));
	}

	@Override
	public DefaultThreadDictBuilder<K, V> defaultFactory(Function<? super K, ? extends @Nullable V> factory) {
		this.defaultFactory = factory;
		return this;
	}

	@Override
	public DefaultThreadDictBuilder<K, V> pollDefaults(Duration period) {
		this.pollDefaults = period;
		return this;
	}

	@Override
	public DefaultThreadDictBuilder<K, V> initial(Map<? extends K, ? extends V> values) {
		values.forEach((key, value) -> this.initial.put(Objects.requireNonNull(key, "A key must not be null"),
				Objects.requireNonNull(value, () -> "The value of key '%s' must not be null".formatted(key))));
		return this;
	}

	@Override
	public DefaultThreadDictBuilder<K, V> threaded(boolean threaded) {
		this.threaded = threaded;
		return this;
	}

	@Override
	public DefaultThreadDictBuilder<K, V> mode(ThreadMode mode) {
		this.ownMode = true;
		return spec((spec) -> spec.mode(mode));
	}

	@Override
	public DefaultThreadDictBuilder<K, V> threads(ThreadSource threads) {
		this.threads = threads;
		return this;
	}

	@Override
	public DefaultThreadDictBuilder<K, V> keyType(Class<K> type) {
		this.keyType = type;
		return this;
	}

	@Override
	public DefaultThreadDictBuilder<K, V> autoStart(boolean autoStart) {
		return spec((spec) -> spec.autoStart(autoStart));
	}

	@Override
	public DefaultThreadDictBuilder<K, V> spec(UnaryOperator<ThreadDictSpec> change) {
		ThreadMode before = this.spec.mode();
		this.spec = change.apply(this.spec);
		this.ownMode |= this.spec.mode() != before;
		return this;
	}

	@Override
	public DefaultThreadDictBuilder<K, V> fatalErrors(FatalErrorHandler fatalErrors) {
		this.fatalErrors = fatalErrors;
		return this;
	}

	@Override
	public DefaultThreadDictBuilder<K, V> ticker(Ticker ticker) {
		this.ticker = ticker;
		return this;
	}

	@Override
	public ThreadDict<K, V> build() {
		Duration period = this.pollDefaults;
		Assert.isTrue(period == null || !period.isNegative(),
				() -> "'pollDefaults' of dict '%s' must be 0 or more but was %s".formatted(this.spec.name(), period));
		Assert.isTrue(period == null || (this.defaultFactory != null && this.reader != null),
				() -> "'pollDefaults' of dict '%s' needs a default factory and a reader".formatted(this.spec.name()));
		ThreadSource.of(this.spec.mode());
		return new ThreadDict<>(this.spec,
				new DictParts<>(this.reader, this.writer, this.defaultFactory, period,
						new LinkedHashMap<>(this.initial), this.threaded, this.keyType, this.ownMode, this.threads,
						this.fatalErrors, this.ticker));
	}

}
