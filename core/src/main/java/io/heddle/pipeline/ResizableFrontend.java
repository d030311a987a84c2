package io.heddle.pipeline;

/**
 * A frontend whose threads may change in number while it runs.
 * <p>
 * A thread that is added calls {@code produce} with its index. A thread whose index is no
 * longer below the count is expected to return from {@code produce} soon; it is neither
 * interrupted nor is an item of it refused. If its index is wanted again before it has
 * returned, another thread follows it under that index: where nothing is left to produce,
 * {@code produce} returns at once.
 *
 * @param <O> the items
 */
public interface ResizableFrontend<O> extends Frontend<O> {

	/**
	 * Tells this instance how many threads share the input from now on. Called in the
	 * thread that resizes, while others produce.
	 */
	void resize(int threadCount);

}
