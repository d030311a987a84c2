package io.heddle.worker;

/**
 * An executor for tests, which adds something to what it is given.
 */
public final class Calculator {

	private final int base;

	public Calculator(int base) {
		this.base = base;
	}

	public int meth(int value) {
		return this.base + value;
	}

	public int add(int one, int other) {
		return one + other;
	}

	public int process(int one, int other) {
		return one + other;
	}

	public long pid() {
		return ProcessHandle.current().pid();
	}

	public String text(String before, int number) {
		return before + number;
	}

}
