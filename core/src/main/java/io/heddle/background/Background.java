package io.heddle.background;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method of a bean run in the background whenever it is called through the bean.
 * <p>
 * It may return {@code void}, {@link ThreadWrapper}, {@code Future},
 * {@code CompletableFuture} or {@code CompletionStage}; the caller gets the handle, or
 * the future of it, at once. The body returns its result by
 * {@link ThreadWrapper#completed}, or as a future: the task ends when that future ends,
 * and holds no thread meanwhile.
 * <p>
 * A callback is {@code "method"} of the same bean or {@code "bean#method"}. It may take
 * what it is about (the result, or the {@link Throwable}; nothing for {@code onEnd}) and
 * a {@link ThreadWrapper}, in that order, both, one or none of them.
 * <p>
 * Calls within the bean are ordinary calls, and so are those of private, final and static
 * methods; a warning at start-up names the latter.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Background {

	/** The name of the task; the name of the method by default. */
	String name() default "";

	/** The name of the bean that runs it; the default manager by default. */
	String manager() default "";

	/**
	 * Whether the parameter of type {@link ThreadWrapper} is filled with the handle;
	 * callers give {@code null}. {@link ThreadWrapper#current()} does without.
	 */
	boolean giveThread() default false;

	/** Hears the result. */
	String onSuccess() default "";

	/** Hears what the method has thrown. */
	String onFail() default "";

	/** Is called last, whatever happened. */
	String onEnd() default "";

}
