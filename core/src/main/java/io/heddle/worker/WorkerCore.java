package io.heddle.worker;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.heddle.activity.ActivityListeners;
import io.heddle.activity.FatalErrorHandler;
import io.heddle.thread.ThreadMode;
import org.jspecify.annotations.Nullable;

/** The inner workings, which come next. */
@SuppressWarnings("DoNotCallSuggester")
final class WorkerCore {

	private final WorkerSpec spec;

	WorkerCore(WorkerSpec spec, WorkerParts parts, WorkerCounts counts, ActivityListeners listeners) {
		this.spec = spec;
	}

	private static UnsupportedOperationException next() {
		return new UnsupportedOperationException();
	}

	WorkerSpec spec() {
		return this.spec;
	}

	void configure(UnaryOperator<WorkerSpec> change) {
		throw next();
	}

	void adopt(ThreadMode mode, FatalErrorHandler fatalErrors) {
		throw next();
	}

	void start() {
		throw next();
	}

	boolean stop(Duration limit) {
		throw next();
	}

	void close() {
		throw next();
	}

	long pid() {
		throw next();
	}

	<R extends @Nullable Object> CompletableFuture<R> send(String key, WorkerTask<R> task,
			@Nullable BiConsumer<? super @Nullable R, ? super @Nullable Throwable> callback) {
		throw next();
	}

	<R extends @Nullable Object> R command(WorkerTask<R> task) {
		throw next();
	}

	void bind(Class<?> executorType, @Nullable Object... args) {
		throw next();
	}

	<R extends @Nullable Object> void add(String key, WorkerTask<R> task, Duration period, Duration expire,
			Consumer<? super R> callback) {
		throw next();
	}

	@Nullable Object get(String key) {
		throw next();
	}

	@Nullable Object getOrDefault(String key, @Nullable Object other) {
		throw next();
	}

	Set<String> keys() {
		throw next();
	}

	void pop(String key) {
		throw next();
	}

	void pause(Duration time) {
		throw next();
	}

	WorkerState state() {
		throw next();
	}

	WorkerProcessSnapshot snapshot() {
		throw next();
	}

	WorkerStop stopped(Duration limit) {
		throw next();
	}

	long queued() {
		throw next();
	}

	int running() {
		throw next();
	}

	int ready() {
		throw next();
	}

}
