package io.heddle.generator;

import io.heddle.time.Ticker;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Two items go through a hand-off that is full with one: both sides wait and are woken,
 * and who takes an item sees what was done before it was put, in plain fields too.
 */
@JCStressTest
@Outcome(id = "42, 43", expect = Expect.ACCEPTABLE, desc = "Both are there, in order, as they were put.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Lost, out of order, or there before its content.")
@State
public class GeneratorHandOverStress {

	private final HandOff handOff = new HandOff(1, new WaitTime(Ticker.system()), new WaitTime(Ticker.system()));

	@Actor
	public void producer() {
		put(42);
		put(43);
	}

	private void put(int value) {
		Item item = new Item();
		item.value = value;
		try {
			this.handOff.put(item);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Actor
	public void consumer(II_Result result) {
		result.r1 = take();
		result.r2 = take();
	}

	private int take() {
		try {
			Item item = (Item) this.handOff.take();
			this.handOff.consume();
			return (item != null) ? item.value : -1;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static final class Item {

		int value;

	}

}
