package io.heddle.worker;

import java.util.stream.Stream;

import io.heddle.thread.ThreadLook;
import io.heddle.thread.ThreadSource;
import org.jspecify.annotations.Nullable;

/**
 * One thread of a {@link JobLine}. What is guarded is so by the lock of that.
 */
final class Hand<J> implements Runnable {

	private final JobLine<J> shop;

	private final Bench<J> bench;

	private final String name;

	/** Written before it starts. */
	private volatile @Nullable Thread thread;

	/** Whether it has not looked for a job yet; guarded. */
	private boolean beginning = true;

	/** What it is at; guarded. */
	private @Nullable J job;

	Hand(JobLine<J> shop, Bench<J> bench, String name) {
		this.shop = shop;
		this.bench = bench;
		this.name = name;
	}

	void start(ThreadSource source) {
		Thread made = source.newThread(this.name, this);
		this.thread = made;
		made.start();
	}

	@Override
	public void run() {
		try {
			ThreadLook look = ThreadLook.ofCurrent();
			J next = this.shop.next(this);
			while (next != null) {
				this.bench.run(next, look);
				next = this.shop.next(this);
			}
		}
		finally {
			this.shop.leave(this);
		}
	}

	String name() {
		return this.name;
	}

	/** Under the lock. */
	boolean isBeginning() {
		return this.beginning;
	}

	/** It is done with its job; an interrupt of that does not reach another one. */
	@SuppressWarnings("Interruption")
	void lookForJob() {
		this.beginning = false;
		this.job = null;
		if (isCurrent()) {
			Thread.interrupted();
		}
	}

	/** Under the lock. */
	void take(J next) {
		this.job = next;
	}

	/** What it is at, if anything; under the lock. */
	Stream<J> job() {
		return Stream.ofNullable(this.job);
	}

	boolean isCurrent() {
		return this.thread == Thread.currentThread();
	}

	/** Interrupts its job, if it is at one; under the lock. */
	@SuppressWarnings("Interruption")
	void interrupt() {
		Thread running = this.thread;
		if (this.job != null && running != null) {
			running.interrupt();
		}
	}

}
