package io.heddle.worker;

/**
 * The kinds of workers that do their work in this JVM.
 */
public enum WorkerKind {

	/** A {@link WorkerThread}. */
	THREAD("Worker thread"),

	/** A {@link SingletonWorker}. */
	SINGLETON("Singleton worker"),

	/** A {@link WorkerPool}. */
	POOL("Worker pool"),

	/** A {@link UiWorker}. */
	UI("UI worker");

	private final String words;

	WorkerKind(String words) {
		this.words = words;
	}

	/** A worker of that name in words, for messages. */
	String title(String name) {
		return "%s '%s'".formatted(this.words, name);
	}

}
