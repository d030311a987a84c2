package io.heddle.autoconfigure.naming;

import java.util.Map;

import io.heddle.autoconfigure.naming.VerbatimKeys.Setting;
import org.junit.jupiter.api.Test;

import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class VerbatimKeysTests {

	private final StandardEnvironment environment = new StandardEnvironment();

	private final MutablePropertySources sources = this.environment.getPropertySources();

	VerbatimKeysTests() {
		this.sources.stream().map((source) -> source.getName()).toList().forEach(this.sources::remove);
	}

	@Test
	void keysAreAllThatComesAfterTheParent() {
		file("base", Map.of("any.map.key", "1", "any.map.a.b", "2", "any.map[c.d]", "3", "any.map[e][f]", "4"));
		assertThat(keys()).containsOnlyKeys("key", "a.b", "c.d", "e.f");
	}

	@Test
	void theParentMayBeSpelledInAnyWay() {
		file("base", Map.of("ANY.map.key", "1", "any[map].other", "2", "a-ny.m_ap[third]", "3"));
		assertThat(keys()).containsOnlyKeys("key", "other", "third");
	}

	@Test
	void namesThatAreNoPropertiesDoNotMatter() {
		file("base", Map.of("[", "1", "any[map", "2", "any..map[", "3", "any.map", "4", "any.map.", "5", "].x[y.z", "6",
				"any.map[x", "7"));
		assertThat(keys()).hasSizeLessThanOrEqualTo(1);
	}

	@Test
	void aSourceOverridesTheVerySameKey() {
		file("base", Map.of("any.map.key", "1", "any.map.Key", "2"));
		file("above", Map.of("any.map[key]", "3"));
		assertThat(keys())
			.isEqualTo(Map.of("key", new Setting("any.map[key]", "3"), "Key", new Setting("any.map.Key", "2")));
	}

	@Test
	void placeholdersAreResolved() {
		file("base", Map.of("any.map.key", "${other}s", "other", "30"));
		assertThat(keys()).isEqualTo(Map.of("key", new Setting("any.map.key", "30s")));
	}

	@Test
	void variablesStandByThemselves() {
		this.sources.addFirst(new SystemEnvironmentPropertySource(
				StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.of("ANY_MAP_SOMEKEY", "1")));
		assertThat(keys()).isEmpty();
		assertThat(VerbatimKeys.inVariables("any.map", this.environment))
			.isEqualTo(Map.of("somekey", new Setting("any.map.somekey", "1")));
	}

	private Map<String, Setting> keys() {
		return VerbatimKeys.under("any.map", this.environment);
	}

	private void file(String name, Map<String, Object> values) {
		this.sources.addFirst(new MapPropertySource(name, values));
	}

}
