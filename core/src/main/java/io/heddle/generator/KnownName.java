package io.heddle.generator;

import io.heddle.time.Ticker;

/**
 * A name of generators and where it stands in the register. Guarded by the lock of
 * {@link KnownNames}.
 */
final class KnownName {

	private final GeneratorActivity activity;

	private Place place = Place.COMING;

	/** How many generators of the name are being made. */
	private int claims;

	KnownName(String name) {
		this.activity = new GeneratorActivity(name, Ticker.system());
	}

	GeneratorActivity activity() {
		return this.activity;
	}

	String name() {
		return this.activity.name();
	}

	boolean isIn() {
		return this.place == Place.IN;
	}

	boolean isGoing() {
		return this.place == Place.GOING;
	}

	/** Whether nothing runs and nothing will. */
	boolean isIdle() {
		return isIn() && this.claims == 0 && this.activity.active() == 0;
	}

	void come() {
		this.place = Place.IN;
	}

	void go() {
		this.place = Place.GOING;
	}

	void claim() {
		this.claims++;
	}

	void release() {
		this.claims--;
	}

	/** Whether the register has it; somebody is about to change that if not. */
	private enum Place {

		COMING, IN, GOING

	}

}
