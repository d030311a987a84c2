package io.heddle.autoconfigure.diagnostics;

import java.util.Collection;
import java.util.List;

import io.heddle.activity.NearName;

/**
 * Mistakes about the entries under {@code heddle.pipeline}.
 */
public final class EntryMistakes {

	private EntryMistakes() {
	}

	/** One source has two keys that are the same name. */
	public static StartupMistakeException twoSpellings(String parent, String one, String other, String source) {
		return new StartupMistakeException(
				"'%s.%s' and '%s.%s' are the same name in two spellings, both in %s.".formatted(parent, one, parent,
						other, source),
				"Case and dashes do not count in names: put both into one entry with one spelling.");
	}

	/** A name cannot be a key. */
	public static StartupMistakeException invalidName(String parent, String name) {
		return new StartupMistakeException("The name '%s' under '%s' cannot be used.".formatted(name, parent),
				"Choose a name of letters, digits, dashes and underscores, without dots.");
	}

	/** Two Pipeline beans have the same name. */
	public static StartupMistakeException sameName(String pipeline, String bean) {
		return new StartupMistakeException(
				"Two pipelines are named '%s'; the second one is the bean '%s'.".formatted(pipeline, bean),
				"Pass another name to Pipeline.named(..), or remove the entry 'heddle.pipeline.%s'."
					.formatted(pipeline));
	}

	/** The bean name of a pipeline is taken. */
	public static StartupMistakeException nameTaken(String pipeline, String bean, String type) {
		return new StartupMistakeException(
				"Pipeline '%s' of 'heddle.pipeline.%s' cannot become a bean: there is a bean '%s' of type %s."
					.formatted(pipeline, pipeline, bean, type),
				"Give the entry under 'heddle.pipeline' or the bean another name.");
	}

	/** A pipeline has a flow in the properties and is a bean of the user. */
	public static StartupMistakeException flowAndBean(String pipeline, String bean) {
		return new StartupMistakeException(
				"'heddle.pipeline.%s.flow' is set, but there is a Pipeline bean '%s' which has stages of its own."
					.formatted(pipeline, bean),
				"Remove 'heddle.pipeline.%s.flow' to tune the bean by properties, or remove the bean."
					.formatted(pipeline));
	}

	/** An entry has no flow and the stage beans do not tell it. */
	public static StartupMistakeException noFlow(String pipeline, List<String> frontends, List<String> transports,
			List<String> backends) {
		return new StartupMistakeException(
				"Pipeline '%s' has no flow, and the beans do not tell it: Frontend %s, Transport %s, Backend %s."
					.formatted(pipeline, frontends, transports, backends),
				("Set 'heddle.pipeline.%s.flow' to the names of stage beans in order. It can only be left out when there "
						+ "is exactly one Frontend bean, at most one Transport and at most one Backend, and not both missing.")
					.formatted(pipeline));
	}

	/** An entry has no flow and is the name of no Pipeline bean. */
	public static StartupMistakeException tunesNothing(String pipeline, Collection<String> pipelines) {
		return new StartupMistakeException(
				"'heddle.pipeline.%s' has no flow and there is no Pipeline bean of that name.".formatted(pipeline),
				"%sSet 'heddle.pipeline.%s.flow', or rename the entry to one of %s."
					.formatted(NearName.ask(pipeline, pipelines), pipeline, sorted(pipelines)));
	}

	/** An environment variable sets something of a pipeline that there is not. */
	public static StartupMistakeException onlyInVariable(String pipeline, Collection<String> pipelines) {
		return new StartupMistakeException(
				"An environment variable sets something of pipeline '%s', but there is no pipeline of that name."
					.formatted(pipeline),
				("%sThe pipelines are %s: correct the variable, or unset it. A name has no underscore in a variable: "
						+ "HEDDLE_PIPELINE_NIGHTLYLOAD_… is for 'nightly-load'.")
					.formatted(NearName.ask(pipeline, pipelines), sorted(pipelines)));
	}

	/** There is no such setting. */
	public static StartupMistakeException unknownSetting(String parent, String setting, Collection<String> settings) {
		return new StartupMistakeException("There is no setting '%s.%s'.".formatted(parent, setting),
				"%sThe settings of '%s' are %s.".formatted(NearName.ask(setting, settings), parent, settings));
	}

	private static List<String> sorted(Collection<String> names) {
		return names.stream().sorted().toList();
	}

}
