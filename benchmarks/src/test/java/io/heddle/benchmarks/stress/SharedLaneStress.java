package io.heddle.benchmarks.stress;

import io.heddle.buffer.Buffer;
import io.heddle.buffer.Inlet;
import io.heddle.buffer.Outlet;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Two producers that share a lane, and a consumer at the same time: both items arrive
 * once.
 */
@JCStressTest
@Outcome(id = "3, 0", expect = Expect.ACCEPTABLE, desc = "Both arrived, and no place is taken.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Lost or doubled.")
@State
public class SharedLaneStress {

	private final Buffer<Integer> buffer = new Buffer<>(4, StoppedTicker.INSTANCE);

	private final Outlet<Integer> first;

	private final Outlet<Integer> second;

	private final Inlet<Integer> inlet = this.buffer.inlet();

	/** The first producer of a small buffer has the only lane that is not shared. */
	public SharedLaneStress() {
		Outlet<Integer> exclusive = this.buffer.outlet();
		this.first = this.buffer.outlet();
		this.second = this.buffer.outlet();
		exclusive.close();
		this.buffer.close();
	}

	@Actor
	public void first() {
		Items.put(this.first, 1);
		this.first.close();
	}

	@Actor
	public void secondAndConsumer(II_Result result) {
		Items.put(this.second, 2);
		this.second.close();
		result.r1 = Items.takeAll(this.inlet);
	}

	@Arbiter
	public void rest(II_Result result) {
		result.r2 = this.buffer.size();
	}

}
