package io.heddle.worker;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

import io.heddle.activity.NearName;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Tasks that are asked for by name, for callers that have a text and not the code: from a
 * message, a file, a form. A text is never evaluated; what was not added cannot be
 * called.
 * <p>
 * Thread-safe.
 */
public final class TaskExecutor {

	private final Map<String, Body> bodies = new ConcurrentHashMap<>();

	/**
	 * Adds a task without arguments.
	 * @throws IllegalArgumentException if there is one of that name
	 */
	public TaskExecutor add(String name, Callable<? extends @Nullable Object> task) {
		return put(name, (args) -> {
			Assert.isTrue(args.length == 0,
					() -> "Task '%s' takes no arguments but was given %s".formatted(name, Arrays.toString(args)));
			return task.call();
		});
	}

	/**
	 * Adds a task that is given the arguments, which it has to look at.
	 * @throws IllegalArgumentException if there is one of that name
	 */
	public TaskExecutor add(String name, Body task) {
		return put(name, task);
	}

	private TaskExecutor put(String name, Body task) {
		Assert.hasText(name, "'name' of a task must not be empty");
		Assert.isTrue(this.bodies.putIfAbsent(name, task) == null,
				() -> "There is a task '%s' already: give one of the two another name".formatted(name));
		return this;
	}

	/** The names, sorted. */
	public Set<String> names() {
		return new TreeSet<>(this.bodies.keySet());
	}

	/**
	 * A call of a task, to be put into a worker. Its result is of whatever type the
	 * caller takes it for.
	 * @throws IllegalArgumentException if there is no such task
	 */
	@SuppressWarnings("TypeParameterUnusedInFormals")
	public <R extends @Nullable Object> Callable<R> task(String name, @Nullable Object... args) {
		Body body = this.bodies.get(name);
		if (body == null) {
			throw new IllegalArgumentException("There is no task '%s'. %sThere are %s".formatted(name,
					NearName.ask(name, this.bodies.keySet()), names()));
		}
		return new Call<>(name, body, args.clone());
	}

	/**
	 * What a task does with its arguments.
	 */
	@FunctionalInterface
	public interface Body {

		@Nullable Object call(@Nullable Object[] args) throws Exception;

	}

	/** A task with its arguments. */
	private static final class Call<R extends @Nullable Object> implements Callable<R> {

		private final String name;

		private final Body body;

		private final @Nullable Object[] args;

		Call(String name, Body body, @Nullable Object[] args) {
			this.name = name;
			this.body = body;
			this.args = args;
		}

		@Override
		@SuppressWarnings({ "unchecked", "NullAway" }) // the caller knows
		public R call() throws Exception {
			return (R) this.body.call(this.args);
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

}
