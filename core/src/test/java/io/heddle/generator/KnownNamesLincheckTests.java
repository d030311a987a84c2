package io.heddle.generator;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.heddle.testing.Interleavings.check;
import static io.heddle.testing.Interleavings.require;
import static io.heddle.testing.Interleavings.together;

/**
 * The names of a factory under many interleavings.
 */
@Timeout(300)
class KnownNamesLincheckTests {

	@Test
	void aNameIsInBeforeAnyGeneratorOfItBegins() {
		check(() -> {
			AtomicInteger in = new AtomicInteger();
			KnownNames names = new KnownNames((added) -> in.getAndIncrement(), (removed) -> in.getAndDecrement());
			together(() -> claim(names, in), () -> claim(names, in));
			require(in.get() == 1, "taken in " + in.get() + " times");
		});
	}

	private static void claim(KnownNames names, AtomicInteger in) {
		KnownName known = names.claim("rows");
		require(in.get() == 1 && known.isIn(), "begins before its name is in");
		names.release(known);
	}

	/** What comes in while all ends goes again. */
	@Test
	void nothingStaysInAfterTheEnd() {
		check(() -> {
			AtomicInteger in = new AtomicInteger();
			KnownNames names = new KnownNames((added) -> in.getAndIncrement(), (removed) -> in.getAndDecrement());
			together(() -> claimUnlessClosed(names), () -> in.addAndGet(-names.close().size()));
			require(in.get() == 0, in.get() + " are left");
		});
	}

	private static void claimUnlessClosed(KnownNames names) {
		try {
			names.release(names.claim("rows"));
		}
		catch (IllegalStateException ex) {
			require(ex.getMessage() != null && ex.getMessage().contains("comes too late"), "another failure");
		}
	}

}
