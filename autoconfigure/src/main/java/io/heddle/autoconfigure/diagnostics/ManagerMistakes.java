package io.heddle.autoconfigure.diagnostics;

import java.util.Collection;

import io.heddle.activity.NearName;

/**
 * Mistakes about thread managers and the entries under
 * {@code heddle.background.managers}.
 */
public final class ManagerMistakes {

	private ManagerMistakes() {
	}

	/** Two ThreadManager beans have the same name. */
	public static StartupMistakeException sameName(String manager, String one, String other) {
		return new StartupMistakeException("The beans '%s' and '%s' are two thread managers that are both named '%s'."
			.formatted(one, other, manager), "Pass to ThreadManager.builder().name(..) the name of the bean.");
	}

	/** The bean name of a manager is taken. */
	public static StartupMistakeException nameTaken(String manager, String type) {
		return new StartupMistakeException(
				"Thread manager '%s' of 'heddle.background.managers.%s' cannot become a bean: there is a bean '%s' of type %s."
					.formatted(manager, manager, manager, type),
				"Give the entry under 'heddle.background.managers' or the bean another name.");
	}

	/** There is a manager of that name already. */
	public static StartupMistakeException isABean(String manager, String bean) {
		return new StartupMistakeException(
				"'heddle.background.managers.%s' is set, but there is a ThreadManager bean '%s' already."
					.formatted(manager, bean),
				("Give the entry another name, or remove it: the settings of the default manager stand directly under "
						+ "'heddle.background', those of a bean of yours in your code."));
	}

	/** The bean name of the default manager is taken. */
	public static StartupMistakeException defaultNameTaken(String name, String type) {
		return new StartupMistakeException(
				"The default thread manager cannot become a bean: there is a bean '%s' of type %s.".formatted(name,
						type),
				"Give that bean another name; only a ThreadManager may have this one.");
	}

	/** An environment variable sets something of a manager that there is not. */
	public static StartupMistakeException onlyInVariable(String manager, Collection<String> managers) {
		return new StartupMistakeException(
				"An environment variable sets something of thread manager '%s', but there is no entry of that name."
					.formatted(manager),
				("%sThe entries under 'heddle.background.managers' are %s: correct the variable, or unset it. A name has no "
						+ "underscore in a variable: HEDDLE_BACKGROUND_MANAGERS_NIGHTLYREPORTS_… is for 'nightly-reports'.")
					.formatted(NearName.ask(manager, managers), managers.stream().sorted().toList()));
	}

}
