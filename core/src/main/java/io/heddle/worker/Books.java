package io.heddle.worker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What waits in a {@link JobLine} and who is at work. Guarded by the lock of that.
 */
final class Books<J> {

	private final String name;

	private final ArrayDeque<J> line = new ArrayDeque<>();

	/** All threads that have not ended, the eldest first. */
	private final Set<Hand<J>> hands = new LinkedHashSet<>();

	/** How many of them wait for a job. */
	private int idle;

	/** How many there may be. */
	private int max;

	/** For the names of threads. */
	private long made;

	Books(String name, int max) {
		this.name = name;
		this.max = max;
	}

	void add(J job) {
		this.line.add(job);
	}

	@Nullable J poll() {
		return this.line.poll();
	}

	int waiting() {
		return this.line.size();
	}

	List<J> removeAll() {
		List<J> taken = new ArrayList<>(this.line);
		this.line.clear();
		return taken;
	}

	/** Removes the last job if it is that one and there is no thread. */
	boolean removeLastIfAlone(J job) {
		boolean alone = this.hands.isEmpty() && this.line.peekLast() == job;
		if (alone) {
			this.line.removeLast();
		}
		return alone;
	}

	/** A further thread if more jobs wait than threads do and there may be one. */
	@Nullable Hand<J> hire(JobLine<J> shop, Bench<J> bench) {
		long ready = this.idle + this.hands.stream().filter(Hand::isBeginning).count();
		if (this.line.size() <= ready || this.hands.size() >= this.max) {
			return null;
		}
		Hand<J> hand = new Hand<>(shop, bench, "%s-%d".formatted(this.name, ++this.made));
		this.hands.add(hand);
		return hand;
	}

	void remove(Hand<J> hand) {
		this.hands.remove(hand);
	}

	void idle(int change) {
		this.idle += change;
	}

	int max() {
		return this.max;
	}

	void max(int max) {
		this.max = max;
	}

	/** Whether there are more threads than there may be. */
	boolean hasSurplus() {
		return this.hands.size() > this.max;
	}

	int threads() {
		return this.hands.size();
	}

	boolean isDeserted() {
		return this.hands.isEmpty();
	}

	int busy() {
		return (int) running().count();
	}

	boolean isQuiet() {
		return this.line.isEmpty() && busy() == 0;
	}

	/** The jobs that run, and then those that wait. */
	List<J> pending() {
		return Stream.concat(running(), this.line.stream()).toList();
	}

	private Stream<J> running() {
		return this.hands.stream().flatMap(Hand::job);
	}

	boolean hasCurrentThread() {
		return this.hands.stream().anyMatch(Hand::isCurrent);
	}

	void interrupt() {
		this.hands.forEach(Hand::interrupt);
	}

	List<String> names() {
		return this.hands.stream().map(Hand::name).toList();
	}

}
