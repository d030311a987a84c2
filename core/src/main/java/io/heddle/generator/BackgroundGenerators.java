package io.heddle.generator;

import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.heddle.activity.Activity;
import io.heddle.thread.ThreadContext;
import org.jspecify.annotations.Nullable;

/**
 * Makes the generators of an application: it has the last word on their settings, and
 * shows all of one name as one activity, so that one may be made for each request.
 * Generators that have ended are forgotten except for their numbers.
 * <p>
 * Thread-safe; only {@link #close()} waits, and who wants a name that is just being taken
 * in or out.
 */
public final class BackgroundGenerators implements AutoCloseable {

	/**
	 * How many names are known; beyond that, those go that were used longest ago and have
	 * no generator that runs. While all have one there are more.
	 */
	public static final int MAX_NAMES = 1000;

	private final UnaryOperator<GeneratorSpec> settings;

	private final ThreadContext context;

	private final Consumer<Activity> removed;

	private final KnownNames names;

	/** Without settings of an application. */
	public BackgroundGenerators() {
		this(UnaryOperator.identity(), (activity) -> {
		}, (activity) -> {
		});
	}

	/**
	 * With those of an application.
	 * @param settings has the last word on those of a generator, except its name
	 * @param added hears of each name before its first generator begins; others that want
	 * the same name wait for it, so it must make no generator
	 * @param removed hears of each name that is forgotten, none of whose generators runs
	 */
	public BackgroundGenerators(UnaryOperator<GeneratorSpec> settings, Consumer<Activity> added,
			Consumer<Activity> removed) {
		this(settings, ThreadContext.LOGGING, added, removed);
	}

	/**
	 * The same.
	 * @param context travels from who makes a generator into its thread
	 */
	public BackgroundGenerators(UnaryOperator<GeneratorSpec> settings, ThreadContext context, Consumer<Activity> added,
			Consumer<Activity> removed) {
		this.settings = settings;
		this.context = context;
		this.removed = removed;
		this.names = new KnownNames(added, removed);
	}

	/**
	 * Makes a generator of what an iterator gives.
	 * @param name the same for all that do the same; the second one at the same time is
	 * itself called {@code <name>_0}
	 */
	public <T extends @Nullable Object> BackgroundGenerator<T> of(String name,
			Supplier<? extends Iterator<? extends T>> generator) {
		return this.<T>builder(name, Generator.ofIterator(generator)).build();
	}

	/** Begins to build one that produces what that emits. */
	public <T extends @Nullable Object> BackgroundGenerator.Builder<T> builder(String name, Generator<T> generator) {
		return new DefaultGeneratorBuilder<>(generator).context(this.context).among(name, this.settings, this.names);
	}

	/** Makes no more, and closes all, waiting at most a second for each name. */
	@Override
	public void close() {
		this.names.close().forEach((activity) -> {
			activity.close(BackgroundGenerator.CLOSE_LIMIT);
			this.removed.accept(activity);
		});
	}

}
