package io.heddle.benchmarks.stress;

import io.heddle.buffer.Buffer;
import io.heddle.buffer.Outlet;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * An item that is put while the buffer is aborted is refused, or accepted and found by
 * whoever removes what is left.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Refused.")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "Accepted and left.")
@Outcome(id = "1, 0", expect = Expect.FORBIDDEN, desc = "Accepted and lost.")
@Outcome(id = "0, 1", expect = Expect.FORBIDDEN, desc = "Refused and left.")
@State
public class AbortStress {

	private final Buffer<Integer> buffer = new Buffer<>(8, StoppedTicker.INSTANCE);

	private final Outlet<Integer> outlet = this.buffer.outlet();

	@Actor
	public void producer(II_Result result) {
		result.r1 = Items.tryPut(this.outlet, 1);
	}

	@Actor
	public void stop() {
		this.buffer.abort();
	}

	@Arbiter
	public void rest(II_Result result) {
		result.r2 = this.buffer.removeRemaining().size();
	}

}
