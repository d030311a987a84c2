package io.heddle.worker;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An executor as it is to be made: one call of {@link WorkerProcess#bind}, different from
 * any other.
 */
final class Binding {

	private final Class<?> type;

	private final List<@Nullable Object> args;

	Binding(Class<?> type, @Nullable Object[] args) {
		this.type = type;
		this.args = Arrays.asList(args.clone());
	}

	void applyTo(BoundExecutor executor) {
		executor.bind(this.type, this.args.toArray());
	}

	/** As it travels. */
	byte[] pack(Parcels parcels) {
		return parcels.pack(Arrays.asList(this.type.getName(), this.args));
	}

}
