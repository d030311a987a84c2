package io.heddle.generator;

import java.util.Objects;
import java.util.function.UnaryOperator;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.thread.ThreadContext;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * The parts as they are collected.
 */
final class DefaultGeneratorBuilder<T extends @Nullable Object> implements BackgroundGenerator.Builder<T> {

	private static final String DEFAULT_NAME = "generator";

	private final Generator<T> generator;

	private GeneratorSpec spec = GeneratorSpec.of(DEFAULT_NAME);

	private boolean named;

	private @Nullable ThreadSource threads;

	private FatalErrorHandler fatalErrors = FatalErrorHandler.logging();

	private Ticker ticker = Ticker.system();

	private @Nullable KnownNames names;

	private String key = DEFAULT_NAME;

	private UnaryOperator<GeneratorSpec> tuning = UnaryOperator.identity();

	private ThreadContext context = ThreadContext.LOGGING;

	/** That of the factory. */
	private ThreadContext outer = ThreadContext.LOGGING;

	DefaultGeneratorBuilder(Generator<T> generator) {
		this.generator = Objects.requireNonNull(generator, "'generator' must not be null");
	}

	@Override
	public DefaultGeneratorBuilder<T> name(String name) {
		return spec((spec) -> spec.name(name));
	}

	@Override
	public DefaultGeneratorBuilder<T> prefetch(int prefetch) {
		return spec((spec) -> spec.prefetch(prefetch));
	}

	@Override
	public DefaultGeneratorBuilder<T> mode(ThreadMode mode) {
		return spec((spec) -> spec.mode(mode));
	}

	@Override
	public DefaultGeneratorBuilder<T> spec(UnaryOperator<GeneratorSpec> change) {
		String before = this.spec.name();
		this.spec = change.apply(this.spec);
		this.named |= !this.spec.name().equals(before);
		return this;
	}

	@Override
	public DefaultGeneratorBuilder<T> threads(ThreadSource threads) {
		this.threads = threads;
		return this;
	}

	@Override
	public DefaultGeneratorBuilder<T> fatalErrors(FatalErrorHandler fatalErrors) {
		this.fatalErrors = fatalErrors;
		return this;
	}

	@Override
	public DefaultGeneratorBuilder<T> ticker(Ticker ticker) {
		this.ticker = ticker;
		return this;
	}

	@Override
	public DefaultGeneratorBuilder<T> contextPropagation(boolean contextPropagation) {
		this.context = this.context.logging(contextPropagation);
		return this;
	}

	@Override
	public DefaultGeneratorBuilder<T> decorator(UnaryOperator<Runnable> decorator) {
		this.context = this.context.decorator(decorator);
		return this;
	}

	/** What travels into its thread unless more is said. */
	DefaultGeneratorBuilder<T> context(ThreadContext outer) {
		this.outer = outer;
		return this;
	}

	/**
	 * It is one of many of its name.
	 * @param tuning has the last word on the settings, except the name
	 * @param names has the activity of that name
	 */
	DefaultGeneratorBuilder<T> among(String name, UnaryOperator<GeneratorSpec> tuning, KnownNames names) {
		this.tuning = tuning;
		this.names = names;
		this.key = name;
		return name(name);
	}

	@Override
	public BackgroundGenerator<T> build() {
		GeneratorSpec asked = this.tuning.apply(this.spec);
		ThreadSource source = this.context.within(this.outer)
			.around((this.threads != null) ? this.threads : ThreadSource.of(asked.mode()));
		KnownNames owner = this.names;
		if (owner == null) {
			return build(asked, source, null);
		}
		KnownName known = owner.claim(this.key);
		try {
			return build(asked, source, known.activity());
		}
		finally {
			owner.release(known);
		}
	}

	private BackgroundGenerator<T> build(GeneratorSpec asked, ThreadSource source, @Nullable GeneratorActivity known) {
		GroupName name = this.named ? GroupName.claim(asked.name()) : GroupName.claimNumbered(defaultName());
		GeneratorActivity seen = (known != null) ? known : new GeneratorActivity(name.toString(), this.ticker);
		ThreadErrors errors = new ThreadErrors(new ErrorState(), this.fatalErrors);
		Production production = new Production(asked.name(name.toString()), name, this.generator, seen, errors);
		return new BackgroundGenerator<>(production, errors, seen, source);
	}

	/** Classes that nobody has named have names that nobody knows. */
	private String defaultName() {
		Class<?> type = this.generator.getClass();
		boolean anonymous = type.isSynthetic() || type.isHidden() || type.isAnonymousClass()
				|| type == PullSource.class;
		return anonymous ? DEFAULT_NAME : type.getSimpleName();
	}

}
