package io.heddle.autoconfigure.background;

import io.heddle.background.ThreadManagerBuilder;

/**
 * Has the last word on each thread manager that Heddle builds, the default one and those
 * of the properties, before it is built. Several are called in their order. The name of
 * the manager is that of {@link ThreadManagerBuilder#spec()}, and stays as it is.
 */
@FunctionalInterface
public interface ThreadManagerCustomizer {

	void customize(ThreadManagerBuilder builder);

}
