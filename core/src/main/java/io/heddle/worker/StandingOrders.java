package io.heddle.worker;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * The standing orders of a {@link JobQueue}, by key and by the time at which they are
 * due. What changes is guarded by the lock of the queue; {@link #get}, {@link #keys} and
 * {@link #isCurrent} may be called by anybody.
 */
final class StandingOrders {

	/** How long there is nothing to do if nothing is due. */
	private static final long LONG_NANOS = Duration.ofHours(1).toNanos();

	private final Map<String, StandingOrder> orders = new ConcurrentHashMap<>();

	/** Those that are not being run. */
	private final TreeSet<StandingOrder> due = new TreeSet<>(StandingOrders::compare);

	/** Keys of those that are being run, even if they have been removed. */
	private final Set<String> running = new HashSet<>();

	/** They are silent until then. */
	private long silentNanos;

	private long numbers;

	StandingOrders(long nowNanos) {
		this.silentNanos = nowNanos;
	}

	private static int compare(StandingOrder one, StandingOrder other) {
		int byTime = Long.signum(one.dueNanos - other.dueNanos);
		return (byTime != 0) ? byTime : Long.compare(one.number, other.number);
	}

	@Nullable StandingOrder get(String key) {
		return this.orders.get(key);
	}

	Set<String> keys() {
		return Set.copyOf(this.orders.keySet());
	}

	boolean isCurrent(StandingOrder order) {
		return this.orders.get(order.key()) == order;
	}

	/** Takes the place of the one with the same key. */
	void add(StandingOrder order, long nowNanos) {
		remove(order.key());
		this.orders.put(order.key(), order);
		order.number = ++this.numbers;
		order.dueNanos = nowNanos;
		if (!this.running.contains(order.key())) {
			this.due.add(order);
		}
	}

	void remove(String key) {
		StandingOrder order = this.orders.remove(key);
		if (order != null) {
			this.due.remove(order);
		}
	}

	void silence(long untilNanos) {
		this.silentNanos = untilNanos;
	}

	long silentNanos() {
		return this.silentNanos;
	}

	/** Whether there are any besides those that are being run. */
	boolean areWaiting() {
		return !this.due.isEmpty();
	}

	/** When one is to be run. */
	long firstNanos(long nowNanos) {
		if (this.due.isEmpty()) {
			return nowNanos + LONG_NANOS;
		}
		long first = this.due.first().dueNanos;
		return (first - this.silentNanos > 0) ? first : this.silentNanos;
	}

	/** The one that is most overdue, which begins now. */
	@Nullable StandingOrder take(long nowNanos) {
		StandingOrder order = this.due.pollFirst();
		if (order != null) {
			order.dueNanos = nowNanos;
			this.running.add(order.key());
		}
		return order;
	}

	/**
	 * It has been run, and is due again if it has a period. If another one has its key
	 * now, that has waited for this.
	 */
	void finish(StandingOrder order) {
		this.running.remove(order.key());
		StandingOrder present = this.orders.get(order.key());
		if (present == order && order.isPeriodic()) {
			order.dueNanos += order.periodNanos();
			this.due.add(order);
		}
		else if (present != null && present != order) {
			this.due.add(present);
		}
	}

}
