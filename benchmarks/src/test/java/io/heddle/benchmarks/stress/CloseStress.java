package io.heddle.benchmarks.stress;

import io.heddle.buffer.Buffer;
import io.heddle.buffer.Inlet;
import io.heddle.buffer.Outlet;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A producer that comes while the buffer is closed is refused, or its item is taken
 * before the end.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Refused.")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "Accepted and taken.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Lost or doubled.")
@State
public class CloseStress {

	private final Buffer<Integer> buffer = new Buffer<>(8, StoppedTicker.INSTANCE);

	private final Inlet<Integer> inlet = this.buffer.inlet();

	@Actor
	public void producer(II_Result result) {
		try (Outlet<Integer> outlet = this.buffer.outlet()) {
			result.r1 = Items.tryPut(outlet, 1);
		}
	}

	@Actor
	public void consumer(II_Result result) {
		this.buffer.close();
		result.r2 = Items.takeAll(this.inlet);
	}

}
