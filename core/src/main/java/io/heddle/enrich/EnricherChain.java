package io.heddle.enrich;

import java.util.List;

/**
 * Runs enrichers one after another, each with what those before it have added. The first
 * one that fails ends the chain; those after it are not run.
 * <p>
 * Thread-safe if its enrichers are.
 */
public final class EnricherChain implements Enricher {

	private final List<Enricher> ordered;

	public EnricherChain(List<? extends Enricher> ordered) {
		this.ordered = List.copyOf(ordered);
	}

	/** The enrichers in the order in which they run. */
	public List<Enricher> enrichers() {
		return this.ordered;
	}

	/**
	 * Runs all, in the thread of the caller.
	 * @throws EnrichException if an enricher has failed, with that failure as its cause
	 * and the failed tasks of that enricher
	 */
	@Override
	public void enrich() {
		for (int i = 0; i < this.ordered.size(); i++) {
			Enricher enricher = this.ordered.get(i);
			try {
				enricher.enrich();
			}
			catch (RuntimeException | Error ex) {
				throw stoppedAt(i, enricher, ex);
			}
		}
	}

	private EnrichException stoppedAt(int index, Enricher enricher, Throwable failure) {
		String message = "The chain has ended at enricher '%s', which is number %d of %d: %s".formatted(enricher.name(),
				index + 1, this.ordered.size(), failure.getMessage());
		return new EnrichException(message, (failure instanceof EnrichException known) ? known.report() : null,
				failure);
	}

}
