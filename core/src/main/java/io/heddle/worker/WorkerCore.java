package io.heddle.worker;

import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.heddle.activity.ActivityListeners;
import io.heddle.activity.FatalErrorHandler;
import io.heddle.thread.ThreadMode;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;

/**
 * The tasks of a {@link WorkerProcess}: those that are sent, and those that are kept.
 */
final class WorkerCore {

	private final String name;

	private final WorkerParts parts;

	private final Ticker ticker;

	/** As whoever built the worker finds classes. */
	private final @Nullable ClassLoader loader = ClassUtils.getDefaultClassLoader();

	private final WorkerCounts counts;

	private final WorkerErrors errors;

	private final WorkerLifecycle lifecycle;

	private volatile @Nullable Binding binding;

	WorkerCore(WorkerSpec spec, WorkerParts parts, WorkerCounts counts, ActivityListeners listeners) {
		this.name = spec.name();
		this.parts = parts;
		this.ticker = parts.ticker();
		this.counts = counts;
		FatalErrorHandler fatal = parts.fatalErrors();
		this.errors = new WorkerErrors(this.name, (fatal != null) ? fatal : FatalErrorHandler.logging(), this.ticker);
		this.lifecycle = new WorkerLifecycle(spec, parts, this.loader, counts, this.errors, () -> this.binding,
				listeners);
	}

	WorkerLifecycle lifecycle() {
		return this.lifecycle;
	}

	WorkerSpec spec() {
		return this.lifecycle.spec();
	}

	private JobQueue queue() {
		return this.lifecycle.queue();
	}

	void configure(UnaryOperator<WorkerSpec> change) {
		this.lifecycle.configure(change);
	}

	void adopt(ThreadMode mode, FatalErrorHandler fatalErrors) {
		if (!this.parts.ownMode()) {
			configure((spec) -> spec.threadMode(mode));
		}
		if (this.parts.fatalErrors() == null) {
			this.errors.fatalErrors(fatalErrors);
		}
	}

	@SuppressWarnings("unchecked") // the result is that of the task
	<R extends @Nullable Object> CompletableFuture<R> send(String key, WorkerTask<R> task,
			@Nullable BiConsumer<? super @Nullable R, ? super @Nullable Throwable> callback) {
		CompletableFuture<@Nullable Object> future = new CompletableFuture<>();
		offer(key, task,
				new Handle(future, (BiConsumer<? super @Nullable Object, ? super @Nullable Throwable>) callback));
		return (CompletableFuture<R>) future;
	}

	private void offer(@Nullable String key, WorkerTask<?> task, Handle handle) {
		Parcel parcel = parcel(task);
		Errand errand = new Errand(queue(), key, parcel, handle, this.ticker.nanos());
		boolean mayWait = !this.lifecycle.isOwnThread();
		try {
			boolean offered = false;
			while (!offered) {
				Errand before = (key != null) ? queue().newest(key) : null;
				boolean same = before != null && before.parcel().isSame(parcel);
				offered = queue().offer(errand, before, same, mayWait);
				if (offered && same) {
					this.counts.joined();
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new CompletionException("Interrupted while waiting for room in worker '%s'".formatted(this.name), ex);
		}
	}

	private Parcel parcel(WorkerTask<?> task) {
		return (spec().mode() == WorkerMode.PROCESS) ? Parcel.packed(task, this::pack) : Parcel.open(task, this::pack);
	}

	private byte[] pack(WorkerTask<?> task) {
		try {
			return parcels().pack(task);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("A task of worker '%s' cannot travel: %s (heddle.worker.%s)"
				.formatted(this.name, ex.getMessage(), this.name), ex);
		}
	}

	private Parcels parcels() {
		return this.lifecycle.parcels();
	}

	@SuppressWarnings({ "NullAway", "unchecked" }) // the result is that of the task
	<R extends @Nullable Object> R command(WorkerTask<R> task) {
		Assert.state(this.lifecycle.state() == WorkerState.STARTED,
				() -> "Worker '%s' is not started: call start() before a command".formatted(this.name));
		Assert.state(!this.lifecycle.isOwnThread(),
				() -> "A command in a thread of worker '%s' would wait for itself: send(..) it".formatted(this.name));
		CompletableFuture<@Nullable Object> future = new CompletableFuture<>();
		offer(null, task, new Handle(future, null));
		try {
			return (R) future.get();
		}
		catch (CancellationException ex) {
			throw (ex.getCause() instanceof CancellationException reason) ? reason : ex; // since
																							// Java
																							// 23
		}
		catch (ExecutionException ex) {
			throw StandingOrder.unchecked(Objects.requireNonNull(ex.getCause()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new CompletionException("Interrupted in a command of worker '%s'".formatted(this.name), ex);
		}
	}

	void bind(Class<?> type, @Nullable Object[] args) {
		Binding wanted = new Binding(type, args);
		if (spec().mode() == WorkerMode.PROCESS) {
			Assert.isTrue(new AllowedTypes(spec().allowedTypes()).allows(type),
					() -> "The executor of worker '%s' cannot be made in a child: %s (heddle.worker.%s)"
						.formatted(this.name, AllowedTypes.refusal(type), this.name));
			wanted.pack(parcels());
		}
		this.binding = wanted;
	}

	@SuppressWarnings("unchecked") // the result is that of the task
	<R extends @Nullable Object> void add(String key, WorkerTask<R> task, Duration period, Duration expire,
			Consumer<? super R> callback) {
		Assert.isTrue(!period.isNegative(), () -> "'period' of key '%s' of worker '%s' must be 0 or more but was %s"
			.formatted(key, this.name, period));
		queue().add(new StandingOrder(queue(), key, parcel(task), period, expire,
				(Consumer<@Nullable Object>) (Consumer<?>) callback));
	}

	@Nullable Object get(String key) {
		StandingOrder order = queue().orders().get(key);
		if (order == null) {
			throw new NoSuchElementException("Worker '%s' has no key '%s', it has %s: add(..) it".formatted(this.name,
					key, keys().stream().sorted().limit(10).toList()));
		}
		return order.result(this.name, this.ticker.nanos());
	}

	@Nullable Object getOrDefault(String key, @Nullable Object other) {
		StandingOrder order = queue().orders().get(key);
		try {
			return (order != null) ? order.result(this.name, this.ticker.nanos()) : other;
		}
		catch (DataExpiredException ex) {
			return other;
		}
	}

	Set<String> keys() {
		return queue().orders().keys();
	}

	void pop(String key) {
		queue().remove(key);
	}

	void pause(Duration time) {
		queue().silence(time);
	}

}
