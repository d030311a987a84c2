package io.heddle.pipeline;

import io.heddle.buffer.Inlet;
import io.heddle.buffer.Outlet;
import org.jspecify.annotations.Nullable;

/**
 * The ends of the links before and after a stage that one thread of it uses.
 *
 * @param inlet where its items come from; {@code null} for a frontend
 * @param outlet where its outputs go; {@code null} for the last stage
 */
record LinkEnds(@Nullable Inlet<Object> inlet, @Nullable Outlet<Object> outlet) {

	/** Opens both ends or none. */
	static LinkEnds open(@Nullable Link<Object> input, @Nullable Link<Object> output) {
		Inlet<Object> inlet = (input != null) ? input.inlet() : null;
		try {
			return new LinkEnds(inlet, (output != null) ? output.outlet() : null);
		}
		catch (Throwable ex) {
			new LinkEnds(inlet, null).closeAfter(ex);
			throw ex;
		}
	}

	/** Gives back ends that nobody has used, because of a failure. */
	void closeAfter(Throwable failure) {
		try {
			close();
		}
		catch (Throwable ex) {
			failure.addSuppressed(ex);
		}
	}

	/** Gives back ends that nobody has used. */
	void close() {
		try {
			if (this.outlet != null) {
				this.outlet.close();
			}
		}
		finally {
			if (this.inlet != null) {
				this.inlet.abandon();
			}
		}
	}

}
