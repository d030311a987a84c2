package io.heddle.pipeline;

import java.util.Arrays;
import java.util.Optional;

/**
 * The shapes a stage can have.
 */
public enum StageKind {

	FRONTEND(Frontend.class), TRANSPORT(Transport.class), FLAT_TRANSPORT(FlatTransport.class), BACKEND(Backend.class),
	BATCH_BACKEND(BatchBackend.class);

	private final Class<? extends Stage> type;

	StageKind(Class<? extends Stage> type) {
		this.type = type;
	}

	/** The interface that a stage of this kind implements. */
	public Class<? extends Stage> type() {
		return this.type;
	}

	/** Whether a stage of this kind takes items from the stage before it. */
	public boolean hasInput() {
		return this != FRONTEND;
	}

	/** Whether a stage of this kind may hand items to a stage after it. */
	public boolean hasOutput() {
		return this != BACKEND && this != BATCH_BACKEND;
	}

	/**
	 * The kind of a stage class; empty if it implements none of the stage interfaces, or
	 * more than one.
	 */
	public static Optional<StageKind> of(Class<?> stageClass) {
		StageKind[] kinds = Arrays.stream(values())
			.filter((kind) -> kind.type.isAssignableFrom(stageClass))
			.toArray(StageKind[]::new);
		return (kinds.length == 1) ? Optional.of(kinds[0]) : Optional.empty();
	}

}
