package io.heddle.background;

import org.springframework.util.Assert;

/**
 * The status of a task that counts its steps.
 *
 * @param done how many are done
 * @param total how many there are, 0 if that is not known
 */
public record Progress(long done, long total) {

	public Progress {
		long steps = done;
		long all = total;
		Assert.isTrue(steps >= 0 && all >= 0,
				() -> "Progress must not be negative but was %d of %d".formatted(steps, all));
	}

	/** The share that is done, from 0 to 1; 0 if the total is not known. */
	public double share() {
		return (this.total == 0) ? 0 : Math.min(1, (double) this.done / this.total);
	}

	@Override
	public String toString() {
		return (this.total == 0) ? Long.toString(this.done) : this.done + "/" + this.total;
	}

}
