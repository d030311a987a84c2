package io.heddle.annotation;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import io.heddle.background.ThreadWrapper;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;

/**
 * The rest of a call, which runs in the background: other advisors and the method itself.
 *
 * @param method the method
 * @param invocation the call
 */
record Body(BackgroundMethod method,
		MethodInvocation invocation) implements Callable<CompletionStage<@Nullable Object>> {

	@Override
	public CompletionStage<@Nullable Object> call() throws Exception {
		ThreadWrapper<?> thread = ThreadWrapper.current();
		giveThread(thread);
		return unwrap(proceed(), thread);
	}

	private void giveThread(ThreadWrapper<?> thread) {
		int index = this.method.threadParameter();
		if (index >= 0 && this.invocation instanceof ProxyMethodInvocation proxied) {
			@Nullable Object[] arguments = proxied.getArguments().clone();
			arguments[index] = thread;
			proxied.setArguments(arguments);
		}
	}

	private @Nullable Object proceed() {
		try {
			return this.invocation.proceed();
		}
		catch (Throwable ex) {
			throw Rethrow.asIs(ex);
		}
	}

	/** What the method returns is a result in some wrapping. */
	@SuppressWarnings("unchecked") // whatever it completes with is an object
	private CompletionStage<@Nullable Object> unwrap(@Nullable Object returned, ThreadWrapper<?> thread)
			throws Exception {
		if (returned == thread) {
			throw new IllegalStateException(
					"%s returns its own handle, which would never end: ".formatted(this.method.place())
							+ "return ThreadWrapper.completed(result)");
		}
		if (returned instanceof ThreadWrapper<?> other) {
			return (CompletionStage<@Nullable Object>) other.toCompletableFuture();
		}
		if (returned instanceof CompletionStage<?> stage) {
			return (CompletionStage<@Nullable Object>) stage;
		}
		Object result = (returned instanceof Future<?> future) ? await(future) : null;
		return CompletableFuture.completedFuture(result);
	}

	/** The only case that holds the thread: nobody tells when this future ends. */
	private static @Nullable Object await(Future<?> future) throws Exception {
		try {
			return future.get();
		}
		catch (ExecutionException ex) {
			throw Rethrow.asIs((ex.getCause() != null) ? ex.getCause() : ex);
		}
		catch (InterruptedException ex) {
			future.cancel(true);
			throw ex;
		}
	}

}
