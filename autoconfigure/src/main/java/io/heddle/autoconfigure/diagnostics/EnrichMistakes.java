package io.heddle.autoconfigure.diagnostics;

import java.util.Collection;
import java.util.List;

import io.heddle.activity.NearName;

/**
 * Mistakes about enrichers and the entries under {@code heddle.enrich}.
 */
public final class EnrichMistakes {

	private EnrichMistakes() {
	}

	/** Two ConfigEnricher beans have the same name. */
	public static StartupMistakeException sameName(String enricher, String one, String other) {
		return new StartupMistakeException(
				"The beans '%s' and '%s' are two enrichers that are both named '%s'.".formatted(one, other, enricher),
				"Pass to Enricher.of(..), or to the constructor as EnrichSpec.of(..), the name of the bean.");
	}

	/** An entry is the name of no enricher. */
	public static StartupMistakeException tunesNothing(String entry, Collection<String> enrichers) {
		return new StartupMistakeException(
				"'heddle.enrich.%s' is set, but there is no ConfigEnricher bean of that name.".formatted(entry),
				"%sThe enrichers are %s: rename or remove the entry.".formatted(NearName.ask(entry, enrichers),
						sorted(enrichers)));
	}

	/** An environment variable sets something of an enricher that there is not. */
	public static StartupMistakeException onlyInVariable(String entry, Collection<String> enrichers) {
		return new StartupMistakeException(
				"An environment variable sets something of enricher '%s', but there is none of that name."
					.formatted(entry),
				("%sThe enrichers are %s: correct the variable, or unset it. A name has no underscore in a variable: "
						+ "HEDDLE_ENRICH_ROUNDTRIPS_… is for 'round-trips'.")
					.formatted(NearName.ask(entry, enrichers), sorted(enrichers)));
	}

	/** A chain has no settings. */
	public static StartupMistakeException tunesChain(String entry, Collection<String> enrichers) {
		return new StartupMistakeException(
				"'heddle.enrich.%s' is set, but '%s' is an EnricherChain, which has no settings.".formatted(entry,
						entry),
				"Set those of its enrichers, which are %s, or remove the entry.".formatted(sorted(enrichers)));
	}

	private static List<String> sorted(Collection<String> names) {
		return names.stream().sorted().toList();
	}

}
