package io.heddle.autoconfigure.worker;

import java.util.Map;

import io.heddle.autoconfigure.diagnostics.WorkerMistakes;
import io.heddle.autoconfigure.naming.ConfiguredKeys;
import io.heddle.autoconfigure.naming.Spelling;
import io.heddle.autoconfigure.naming.VerbatimKeys;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;

/**
 * The entries of the properties.
 */
final class WorkerEntries {

	static final String PROPERTY = "heddle.worker";

	private final WorkerProperties properties;

	private final Environment environment;

	/** As they are spelled, by their uniform form. */
	private final Map<String, String> names;

	WorkerEntries(WorkerProperties properties, Environment environment) {
		this.properties = properties;
		this.environment = environment;
		this.names = ConfiguredKeys.under(PROPERTY, environment);
	}

	/** The entry that is called like the bean. */
	@Nullable WorkerTuning find(String bean) {
		String uniform = Spelling.uniform(bean);
		String name = this.names.get(uniform);
		if (name == null) {
			return null;
		}
		String variables = PROPERTY + "." + uniform + ".environment";
		if (!VerbatimKeys.inVariables(variables, this.environment).isEmpty()) {
			throw WorkerMistakes.environmentInVariable(name);
		}
		return new WorkerTuning(PROPERTY + "." + name, this.properties.entry(name),
				VerbatimKeys.under(variables, this.environment));
	}

}
