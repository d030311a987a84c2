package io.heddle.enrich;

/**
 * Adds data to something that exists already.
 */
@FunctionalInterface
public interface Enricher {

	/**
	 * Adds it all, and returns when that is done. Blocks.
	 */
	void enrich();

	/** What it is called where it is told of: by default its class. */
	default String name() {
		Class<?> type = getClass();
		return (type.isHidden() || type.isSynthetic() || type.isAnonymousClass()) ? "enricher" : type.getSimpleName();
	}

	/**
	 * Begins to build one of functions.
	 * @param name not empty
	 */
	static <T, D> EnricherBuilder<T, D> of(String name) {
		return new DefaultEnricherBuilder<>(name);
	}

}
