package io.heddle.testing;

import java.util.Map;
import java.util.Objects;

import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails a test that leaves a thread behind, platform or virtual, which has not ended
 * within a few seconds: {@code @ExtendWith(NoLeakedThreads.class)}. Not for tests that
 * run in parallel.
 */
public final class NoLeakedThreads implements BeforeEachCallback, AfterEachCallback {

	private static final Namespace NAMESPACE = Namespace.create(NoLeakedThreads.class);

	@Override
	public void beforeEach(ExtensionContext context) {
		context.getStore(NAMESPACE).put("before", LiveThreads.names());
	}

	@Override
	public void afterEach(ExtensionContext context) {
		Map<?, ?> before = Objects.requireNonNull(context.getStore(NAMESPACE).get("before", Map.class));
		try {
			Eventually.holds(() -> leaked(before).isEmpty());
		}
		catch (ConditionTimeoutException ex) {
			throw new AssertionError("Threads were left behind: " + leaked(before).values() + "\n" + LiveThreads.dump(),
					ex);
		}
	}

	private static Map<Long, String> leaked(Map<?, ?> before) {
		Map<Long, String> leaked = LiveThreads.names();
		leaked.keySet().removeAll(before.keySet());
		return leaked;
	}

}
