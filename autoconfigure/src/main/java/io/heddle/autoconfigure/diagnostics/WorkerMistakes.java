package io.heddle.autoconfigure.diagnostics;

import java.util.Collection;
import java.util.List;

import io.heddle.activity.NearName;

/**
 * Mistakes about workers and the entries under {@code heddle.worker}.
 */
public final class WorkerMistakes {

	private WorkerMistakes() {
	}

	/** Two beans are workers of the same name. */
	public static StartupMistakeException sameName(String worker, String one, String other) {
		return new StartupMistakeException(
				"The beans '%s' and '%s' are two workers that are both named '%s'.".formatted(one, other, worker),
				"Give the worker, where it is made, the name of its bean.");
	}

	/** The bean name of a worker process is taken. */
	public static StartupMistakeException nameTaken(String worker, String type) {
		return new StartupMistakeException(
				"Worker '%s' of 'heddle.worker.%s' cannot become a bean: there is a bean '%s' of type %s."
					.formatted(worker, worker, worker, type),
				"Give the entry under 'heddle.worker' or the bean another name; an entry tunes beans of type WorkerProcess only.");
	}

	/** An environment variable sets something of a worker that there is not. */
	public static StartupMistakeException onlyInVariable(String worker, Collection<String> workers) {
		List<String> sorted = workers.stream().sorted().toList();
		return new StartupMistakeException(
				"An environment variable sets something of worker '%s', but there is no entry and no WorkerProcess bean of that name."
					.formatted(worker),
				("%sThe entries under 'heddle.worker' are %s: correct the variable, or unset it. A name has no "
						+ "underscore in a variable: HEDDLE_WORKER_NATIVEPARSER_… is for 'native-parser'.")
					.formatted(NearName.ask(worker, workers), sorted));
	}

	/** A variable cannot spell the name of another one. */
	public static StartupMistakeException environmentInVariable(String worker) {
		return new StartupMistakeException(
				"An environment variable sets a variable of the children of worker '%s', whose name it cannot spell."
					.formatted(worker),
				"Set 'heddle.worker.%s.environment' in a file, with a placeholder if its value is in a variable."
					.formatted(worker));
	}

}
