package io.heddle.background;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.heddle.activity.FatalErrorHandler;

/**
 * What {@link HeapTests} runs in JVMs with little memory. Prints what it has seen.
 */
final class HeapChild {

	private static final int TASKS = 3_000_000;

	private HeapChild() {
	}

	public static void main(String[] args) throws Exception {
		if (args[0].equals("flood")) {
			flood(Overflow.valueOf(args[1]));
		}
		else {
			exhaust();
		}
	}

	/** Submits far more than there is memory for, to a manager with one thread. */
	private static void flood(Overflow overflow) {
		AtomicLong ended = new AtomicLong();
		try (ThreadManager manager = ThreadManager.builder().maxThreads(1).overflow(overflow).build()) {
			for (int i = 0; i < TASKS; i++) {
				manager.task(() -> new byte[64]).onEnd(ended::getAndIncrement).doAsync();
			}
			manager.stop(Duration.ofMinutes(1), false);
			System.out.println("ended " + ended + " rejected " + manager.snapshot().counts().rejected());
		}
	}

	/** A task takes all memory, and others come after it. */
	private static void exhaust() throws Exception {
		List<String> fatal = new ArrayList<>();
		FatalErrorHandler handler = (error, where) -> fatal.add(error.getClass().getSimpleName());
		try (ThreadManager manager = ThreadManager.builder().maxThreads(2).fatalErrors(handler).build()) {
			ThreadWrapper<Integer> greedy = manager.doAsync(HeapChild::takeAll);
			greedy.join(Duration.ofMinutes(1));
			System.out.println("greedy " + greedy.getException() + " " + greedy.getExecutionState() + " fatal " + fatal
					+ " next " + manager.doAsync(() -> 1).get());
		}
	}

	private static int takeAll() {
		List<byte[]> memory = new ArrayList<>();
		while (memory.size() < Integer.MAX_VALUE) {
			memory.add(new byte[1 << 20]);
		}
		return memory.size();
	}

}
