package io.heddle.buffer;

/**
 * How many items a consumer claims at once, by how long its runs take: a run of fast
 * items is long, so that it costs little for each; slow items are claimed singly, so that
 * none waits behind a slow one while another consumer has nothing to do.
 * <p>
 * Where there are several consumers a run becomes longer only after {@value #PATIENCE}
 * fast ones. So it is no longer than about a sixteenth of the items since the last slow
 * one, and few are hidden by the next.
 */
final class Pace {

	/** The longest run of a consumer that is alone. */
	static final int MAX_RUN = 256;

	/** The longest run where there are several consumers. */
	static final int MAX_SHARED_RUN = 64;

	static final int PATIENCE = 16;

	/** A run that took longer was too long. */
	static final long LONG_RUN_NANOS = 20_000;

	/** A full run that took less may be longer the next time. */
	static final long SHORT_RUN_NANOS = 10_000;

	/** The longest slip, in rounds of a spin: 2 µs, or 9 where a round is long. */
	private static final int MAX_SLIP = 200;

	private int runLength = 1;

	private int fastRuns;

	private int slip;

	/** How long the next run may be. */
	int runLength() {
		return this.runLength;
	}

	/** Notes how long a run took. */
	void ran(int items, long nanos, boolean alone) {
		boolean full = items >= this.runLength;
		if (nanos > LONG_RUN_NANOS) {
			this.runLength = (int) Math.max(1, Math.min(this.runLength >> 1, items * LONG_RUN_NANOS / nanos));
			this.fastRuns = 0;
		}
		else if (full && nanos < SHORT_RUN_NANOS && ++this.fastRuns >= (alone ? 1 : PATIENCE)) {
			this.runLength <<= 1;
			this.fastRuns = 0;
		}
		this.runLength = Math.min(this.runLength, alone ? MAX_RUN : MAX_SHARED_RUN);
		adaptSlip(items, full);
	}

	private void adaptSlip(int items, boolean full) {
		if (full || items >= 64) {
			this.slip >>= 1;
		}
		else if (items < 32) {
			this.slip = Math.min(MAX_SLIP, this.slip * 2 + 1);
		}
	}

	/**
	 * Makes a consumer that has caught up stay a little behind, so that the producer
	 * fills whole cache lines before the consumer looks at them.
	 * @return false if it does not at present
	 */
	boolean slip() {
		for (int i = this.slip; i > 0; i--) {
			Thread.onSpinWait();
		}
		return this.slip > 0;
	}

}
