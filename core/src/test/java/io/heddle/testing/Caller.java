package io.heddle.testing;

import org.slf4j.MDC;

/**
 * Who calls, in the context of a thread: a user in the logging context, and a tenant in a
 * thread-local that only {@link #carry} takes along.
 */
public final class Caller {

	private static final ThreadLocal<String> TENANT = new ThreadLocal<>();

	private Caller() {
	}

	/** Sets the context of this thread. */
	public static void is(String user, String tenant) {
		MDC.put("user", user);
		TENANT.set(tenant);
	}

	/** Leaves nothing in this thread. */
	public static void clear() {
		TENANT.remove();
		MDC.clear();
	}

	/** What this thread has: {@code <user> of <tenant>}. */
	public static String look() {
		return MDC.get("user") + " of " + TENANT.get();
	}

	/** A decorator that takes the tenant along. */
	public static Runnable carry(Runnable work) {
		String tenant = TENANT.get();
		return () -> {
			TENANT.set(tenant);
			try {
				work.run();
			}
			finally {
				TENANT.remove();
			}
		};
	}

}
