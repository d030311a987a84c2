package io.heddle.pipeline;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigSourceTests {

	@Test
	void anObjectIsItsClassAndItsSupertypes() {
		String config = new String("config");
		ConfigSource source = ConfigSource.of(config);
		assertThat(source.as(String.class)).isSameAs(config);
		assertThat(source.as(CharSequence.class)).isSameAs(config);
		assertThat(source.as(Object.class)).isSameAs(config);
	}

	@Test
	void anObjectIsNothingElse() {
		assertThat(ConfigSource.of("config").as(Integer.class)).isNull();
	}

}
