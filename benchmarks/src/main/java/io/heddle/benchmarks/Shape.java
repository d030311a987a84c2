package io.heddle.benchmarks;

/**
 * How many threads each stage has, and what the middle one does.
 */
public enum Shape {

	/** 1-1-1 with hardly any work: the speed of one hand-off. */
	A(1, 1, 1, Work.TINY),

	/** 1-4-2 with hardly any work: sharing, with more threads than cores. */
	B(1, 4, 2, Work.TINY),

	/** 2-2-1 with about 10 µs of computing for each item: what is left of the optimum. */
	C(2, 2, 1, Work.DIGEST),

	/**
	 * 1-0-1 with hardly any work: an iterator that is filled by another thread, where
	 * there are no stages.
	 */
	I(1, 0, 1, Work.TINY);

	private final int frontends;

	private final int transports;

	private final int backends;

	private final Work work;

	Shape(int frontends, int transports, int backends, Work work) {
		this.frontends = frontends;
		this.transports = transports;
		this.backends = backends;
		this.work = work;
	}

	int frontends() {
		return this.frontends;
	}

	int transports() {
		return this.transports;
	}

	int backends() {
		return this.backends;
	}

	Work work() {
		return this.work;
	}

	/** How many items make a short run. */
	int items() {
		return (this.work == Work.TINY) ? 2_000_000 : 20_000;
	}

}
