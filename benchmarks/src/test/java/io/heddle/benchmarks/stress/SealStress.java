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
 * An item that is put while the buffer is sealed is refused, or accepted and either taken
 * or left.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Refused.")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "Accepted, and taken or left.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Lost or doubled.")
@State
public class SealStress {

	private final Buffer<Integer> buffer = new Buffer<>(8, StoppedTicker.INSTANCE);

	private final Outlet<Integer> outlet = this.buffer.outlet();

	private final Inlet<Integer> inlet = this.buffer.inlet();

	@Actor
	public void producer(II_Result result) {
		result.r1 = Items.tryPut(this.outlet, 1);
	}

	@Actor
	public void consumer(II_Result result) {
		this.buffer.seal();
		result.r2 = Items.takeAll(this.inlet);
	}

	@Arbiter
	public void rest(II_Result result) {
		result.r2 += this.buffer.removeRemaining().size();
	}

}
