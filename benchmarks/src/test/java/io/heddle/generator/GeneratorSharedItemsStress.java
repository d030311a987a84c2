package io.heddle.generator;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/**
 * A full ring of two items: each goes to one of two consumers, though one of them goes
 * all around while the other one is at its item; and the slots are empty then, so that
 * the ring takes two more.
 */
@JCStressTest
@Outcome(id = { "1, 2, 0, 2", "2, 1, 0, 2", "0, 1, 2, 2" }, expect = Expect.ACCEPTABLE,
		desc = "Each item came once, and both slots are free.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Lost, doubled, or a slot that is not free.")
@State
public class GeneratorSharedItemsStress {

	private final ItemRing ring = new ItemRing(2);

	public GeneratorSharedItemsStress() {
		this.ring.offer(1);
		this.ring.offer(2);
	}

	private int poll() {
		Object item = this.ring.poll();
		return (item != null) ? (int) item : 0;
	}

	@Actor
	public void one(IIII_Result result) {
		result.r1 = poll();
	}

	@Actor
	public void other(IIII_Result result) {
		result.r2 = poll();
		result.r3 = poll();
	}

	@Arbiter
	public void rest(IIII_Result result) {
		result.r4 = (this.ring.offer(3) ? 1 : 0) + (this.ring.offer(4) ? 1 : 0);
	}

}
