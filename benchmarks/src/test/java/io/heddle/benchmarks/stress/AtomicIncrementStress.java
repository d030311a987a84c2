package io.heddle.benchmarks.stress;

import java.util.concurrent.atomic.AtomicInteger;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Two increments of an atomic counter are never lost. */
@JCStressTest
@Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "Both increments arrived.")
@Outcome(expect = Expect.FORBIDDEN, desc = "An increment was lost.")
@State
public class AtomicIncrementStress {

	private final AtomicInteger count = new AtomicInteger();

	@Actor
	public void first() {
		this.count.incrementAndGet();
	}

	@Actor
	public void second() {
		this.count.incrementAndGet();
	}

	@Arbiter
	public void total(I_Result result) {
		result.r1 = this.count.get();
	}

}
