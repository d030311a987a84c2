package io.heddle.worker;

import java.util.Arrays;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A task, and what it looks like in bytes: made at once if it has to travel, else when it
 * is compared. Thread-safe.
 */
final class Parcel {

	private static final byte[] NONE = {};

	private final WorkerTask<?> task;

	private final Function<WorkerTask<?>, byte[]> packing;

	private volatile byte @Nullable [] image;

	private Parcel(WorkerTask<?> task, Function<WorkerTask<?>, byte[]> packing) {
		this.task = task;
		this.packing = packing;
	}

	/** One that travels. */
	static Parcel packed(WorkerTask<?> task, Function<WorkerTask<?>, byte[]> packing) {
		Parcel parcel = new Parcel(task, packing);
		parcel.image = packing.apply(task);
		return parcel;
	}

	/** One that stays. */
	static Parcel open(WorkerTask<?> task, Function<WorkerTask<?>, byte[]> packing) {
		return new Parcel(task, packing);
	}

	WorkerTask<?> task() {
		return this.task;
	}

	byte[] image() {
		byte[] present = this.image;
		if (present == null) {
			present = pack();
			this.image = present;
		}
		return present;
	}

	/** The bytes of one that has to travel. */
	byte[] packed() {
		byte[] present = this.image;
		return (present != null && present.length > 0) ? present : this.packing.apply(this.task);
	}

	/** One that cannot be packed need not be, if it stays. */
	private byte[] pack() {
		try {
			return this.packing.apply(this.task);
		}
		catch (RuntimeException ex) {
			return NONE;
		}
	}

	/** Whether it is the same task. Runs code of the user. */
	boolean isSame(Parcel other) {
		return this.task.equals(other.task) || (image().length > 0 && Arrays.equals(image(), other.image()));
	}

}
