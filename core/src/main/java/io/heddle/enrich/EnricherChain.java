package io.heddle.enrich;

import java.util.List;
import java.util.function.Supplier;

/**
 * Runs enrichers one after another, each with what those before it have added. The first
 * one that fails ends the chain; those after it are not run.
 * <p>
 * Thread-safe if its enrichers are.
 */
public final class EnricherChain implements Enricher {

	private final Supplier<List<Enricher>> ordered;

	public EnricherChain(List<? extends Enricher> ordered) {
		List<Enricher> all = List.copyOf(ordered);
		this.ordered = () -> all;
	}

	private EnricherChain(Supplier<List<Enricher>> ordered) {
		this.ordered = ordered;
	}

	/** A chain of which each run asks who belongs to it, so they may be made later. */
	public static EnricherChain of(Supplier<? extends List<? extends Enricher>> ordered) {
		return new EnricherChain(() -> List.copyOf(ordered.get()));
	}

	/** The enrichers in the order in which they run. */
	public List<Enricher> enrichers() {
		return this.ordered.get();
	}

	/**
	 * Runs all, in the thread of the caller.
	 * @throws EnrichException if an enricher has failed, with that failure as its cause
	 * and the failed tasks of that enricher
	 */
	@Override
	public void enrich() {
		List<Enricher> all = enrichers();
		for (int i = 0; i < all.size(); i++) {
			Enricher enricher = all.get(i);
			try {
				enricher.enrich();
			}
			catch (RuntimeException | Error ex) {
				throw stoppedAt(i, all, ex);
			}
		}
	}

	private EnrichException stoppedAt(int index, List<Enricher> all, Throwable failure) {
		String message = "The chain has ended at enricher '%s', which is number %d of %d: %s"
			.formatted(all.get(index).name(), index + 1, all.size(), failure.getMessage());
		return new EnrichException(message, (failure instanceof EnrichException known) ? known.report() : null,
				failure);
	}

}
