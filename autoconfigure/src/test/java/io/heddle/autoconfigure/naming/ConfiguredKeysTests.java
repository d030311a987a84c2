package io.heddle.autoconfigure.naming;

import java.util.Map;

import io.heddle.autoconfigure.diagnostics.StartupMistakeException;
import org.junit.jupiter.api.Test;

import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ConfiguredKeysTests {

	private final StandardEnvironment environment = new StandardEnvironment();

	private final MutablePropertySources sources = this.environment.getPropertySources();

	ConfiguredKeysTests() {
		this.sources.stream().map((source) -> source.getName()).toList().forEach(this.sources::remove);
	}

	@Test
	void keysOfOneNameAreOneEntry() {
		file("base", Map.of("heddle.pipeline.nightlyLoad.flow", "a,b"));
		file("profile", Map.of("heddle.pipeline.nightly-load.auto-start", "false"));
		variable("HEDDLE_PIPELINE_NIGHTLYLOAD_STAGES_CLASSREADER_THREADS");
		assertThat(keys("heddle.pipeline")).containsExactly(Map.entry("nightlyload", "nightlyLoad"));
	}

	@Test
	void theLowestSourceSpells() {
		file("base", Map.of("heddle.pipeline.nightly-load.flow", "a,b"));
		file("profile", Map.of("heddle.pipeline.nightlyLoad.auto-start", "false"));
		assertThat(keys("heddle.pipeline")).containsValues("nightly-load");
	}

	@Test
	void aVariableDoesNotSpellEvenIfItIsTheLowestSource() {
		variable("HEDDLE_PIPELINE_NIGHTLYLOAD_FLOW");
		file("above", Map.of("heddle.pipeline.nightlyLoad.auto-start", "false"));
		assertThat(keys("heddle.pipeline")).containsValues("nightlyLoad");
	}

	@Test
	void aVariableAloneMakesAKey() {
		variable("HEDDLE_PIPELINE_NIGHTLYLOAD_FLOW");
		assertThat(keys("heddle.pipeline")).containsExactly(Map.entry("nightlyload", "nightlyload"));
	}

	@Test
	void twoSpellingsInOneSourceAreAMistake() {
		file("application.yml",
				Map.of("heddle.pipeline.nightlyLoad.flow", "a", "heddle.pipeline.nightly-load.auto-start", "false"));
		assertThatExceptionOfType(StartupMistakeException.class).isThrownBy(() -> keys("heddle.pipeline"))
			.satisfies((ex) -> {
				assertThat(ex.getDescription()).contains("'heddle.pipeline.nightlyLoad'")
					.contains("'heddle.pipeline.nightly-load'")
					.endsWith("are the same name in two spellings, both in application.yml.");
				assertThat(ex.getAction())
					.isEqualTo("Case and dashes do not count in names: put both into one entry with one spelling.");
			});
	}

	@Test
	void keysOfANestedMap() {
		file("base", Map.of("heddle.pipeline.nightlyLoad.stages.classReader.threads", "2",
				"heddle.pipeline.other.stages.store.threads", "3"));
		assertThat(keys("heddle.pipeline.nightlyload.stages")).containsExactly(Map.entry("classreader", "classReader"));
	}

	@Test
	void anUnderscoreDoesNotCountEither() {
		file("base", Map.of("heddle.pipeline.nightly_load.flow", "a"));
		variable("HEDDLE_PIPELINE_NIGHTLYLOAD_FLOW");
		assertThat(keys("heddle.pipeline")).containsExactly(Map.entry("nightlyload", "nightly_load"));
	}

	private Map<String, String> keys(String property) {
		return ConfiguredKeys.under(property, this.environment);
	}

	private void file(String name, Map<String, Object> values) {
		this.sources.addFirst(new MapPropertySource(name, values));
	}

	private void variable(String name) {
		this.sources.addFirst(new SystemEnvironmentPropertySource(
				StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.of(name, "x")));
	}

}
