package io.heddle.benchmarks.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Wrong on purpose: a plain counter loses increments. A run that does not see it would
 * not see a bug of ours either.
 */
@JCStressTest
@Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "Both increments arrived.")
@Outcome(expect = Expect.FORBIDDEN, desc = "An increment was lost.")
@State
public class LostIncrementCanary {

	private int count;

	@Actor
	public void first() {
		this.count++;
	}

	@Actor
	public void second() {
		this.count++;
	}

	@Arbiter
	public void total(I_Result result) {
		result.r1 = this.count;
	}

}
