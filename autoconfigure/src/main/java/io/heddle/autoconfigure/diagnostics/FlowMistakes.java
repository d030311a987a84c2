package io.heddle.autoconfigure.diagnostics;

import java.util.Collection;
import java.util.List;

import io.heddle.activity.NearName;

/**
 * Mistakes about {@code heddle.pipeline.<name>.flow}.
 */
public final class FlowMistakes {

	private static final String SHAPE = "A flow is a Frontend, then any number of Transports, then a Backend; "
			+ "Transports or the Backend may be missing, but not both.";

	private FlowMistakes() {
	}

	/** There is no such bean. */
	public static StartupMistakeException unknownBean(String pipeline, String item, Collection<String> stages) {
		return new StartupMistakeException("Pipeline '%s' has no stage bean '%s'.".formatted(pipeline, item),
				"%sSet '%s' to names of stage beans %s or full names of classes.".formatted(NearName.ask(item, stages),
						flow(pipeline), sorted(stages)));
	}

	/** Several beans have that name but for case and dashes. */
	public static StartupMistakeException ambiguousBean(String pipeline, String item, Collection<String> beans) {
		return new StartupMistakeException("'%s' in the flow of pipeline '%s' may be any of the beans %s."
			.formatted(item, pipeline, sorted(beans)),
				"Write the name in '%s' exactly like the bean.".formatted(flow(pipeline)));
	}

	/** There is no such class. */
	public static StartupMistakeException classNotFound(String pipeline, String item, Throwable cause) {
		return new StartupMistakeException(
				"The flow of pipeline '%s' names the class '%s', which is not on the class path.".formatted(pipeline,
						item),
				"Correct '%s', or add the library that has the class.".formatted(flow(pipeline)), cause);
	}

	/** Something is not exactly one kind of stage. */
	public static StartupMistakeException wrongType(String pipeline, String item, String type) {
		return new StartupMistakeException(
				("'%s' in the flow of pipeline '%s' is of type %s, which is not exactly one of Frontend, Transport, "
						+ "FlatTransport, Backend and BatchBackend.")
					.formatted(item, pipeline, type),
				"Name another bean in '%s', let the class implement one of them, or declare it as the return type of the @Bean method."
					.formatted(flow(pipeline)));
	}

	/** A class cannot be instantiated. */
	public static StartupMistakeException abstractClass(String pipeline, String item) {
		return new StartupMistakeException(
				"'%s' in the flow of pipeline '%s' cannot be instantiated.".formatted(item, pipeline),
				"Name a bean or a concrete class in '%s'.".formatted(flow(pipeline)));
	}

	/** The flow does not begin with a frontend. */
	public static StartupMistakeException noFrontend(String pipeline, String first, String kind) {
		return new StartupMistakeException("The flow of pipeline '%s' begins with '%s', a %s, and not with a Frontend."
			.formatted(pipeline, first, kind), SHAPE + " Begin '%s' with a Frontend.".formatted(flow(pipeline)));
	}

	/** The flow is nothing but a frontend. */
	public static StartupMistakeException onlyFrontend(String pipeline, String first) {
		return new StartupMistakeException(
				"The flow of pipeline '%s' ends with its Frontend '%s'.".formatted(pipeline, first),
				SHAPE + " Add a Transport or a Backend to '%s'.".formatted(flow(pipeline)));
	}

	/** A stage stands where it cannot. */
	public static StartupMistakeException wrongPlace(String pipeline, String stage, String kind) {
		return new StartupMistakeException(
				"'%s', a %s, stands in the wrong place in the flow of pipeline '%s'.".formatted(stage, kind, pipeline),
				SHAPE + " Correct '%s'.".formatted(flow(pipeline)));
	}

	/** A stage is named twice. */
	public static StartupMistakeException stageTwice(String pipeline, String stage) {
		return new StartupMistakeException(
				"The flow of pipeline '%s' has the stage '%s' twice.".formatted(pipeline, stage),
				"Stages have different names: declare a second bean, and name it in '%s'.".formatted(flow(pipeline)));
	}

	/** What one stage emits is not what the next one takes. */
	public static StartupMistakeException typesDoNotFit(String pipeline, Joint from, Joint to) {
		return new StartupMistakeException(
				"'%s' of pipeline '%s' emits %s, but '%s' after it takes %s.".formatted(from.stage(), pipeline,
						from.type(), to.stage(), to.type()),
				"Put a Transport from %s to %s between them in '%s', or change the type of one of the two."
					.formatted(from.type(), to.type(), flow(pipeline)));
	}

	private static String flow(String pipeline) {
		return "heddle.pipeline." + pipeline + ".flow";
	}

	private static List<String> sorted(Collection<String> names) {
		return names.stream().sorted().toList();
	}

	/**
	 * One side of the joint between two stages.
	 *
	 * @param stage the name of the stage
	 * @param type what it emits or takes
	 */
	public record Joint(String stage, String type) {

	}

}
