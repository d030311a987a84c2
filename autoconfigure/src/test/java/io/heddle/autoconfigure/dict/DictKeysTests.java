package io.heddle.autoconfigure.dict;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.dict.ThreadDict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keys reach the dict as they are written, and in its type.
 */
class DictKeysTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RegistryAutoConfiguration.class, DictAutoConfiguration.class))
		.withUserConfiguration(Dicts.class);

	@ParameterizedTest
	@ValueSource(strings = { "heap", "Heap", "HEAP", "free-disk", "free_disk", "a.b", "a.B.c-D", "free disk", "/",
			"/var/log", "C:\\temp", "größe", "%", "a[0]", "x=y", "17" })
	void aKeyIsTakenAsItIsWritten(String key) {
		for (String written : new String[] { key, "[" + key + "]" }) {
			String yml = "heddle:\n  dict:\n    texts:\n      keys:\n        '%s': 3s".formatted(written);
			with(yml).run((context) -> assertThat(periods(context, "texts")).as(written)
				.isEqualTo(Map.of(key, Duration.ofSeconds(3))));
		}
	}

	@Test
	void keysThatDifferInCaseOrInAMarkAreDifferent() {
		with("""
				heddle:
				  dict:
				    texts:
				      keys: { heap: 1s, Heap: 2s, "[HE-AP]": 3s, /var/log: 4s, varlog: 5s }
				""").run((context) -> assertThat(periods(context, "texts"))
			.isEqualTo(Map.of("heap", Duration.ofSeconds(1), "Heap", Duration.ofSeconds(2), "HE-AP",
					Duration.ofSeconds(3), "/var/log", Duration.ofSeconds(4), "varlog", Duration.ofSeconds(5))));
	}

	@Test
	void aNestedKeyIsJoinedByDots() {
		with("""
				heddle:
				  dict:
				    texts:
				      keys:
				        disk:
				          free: 1s
				          "[used space]": 2s
				""")
			.run((context) -> assertThat(periods(context, "texts")).containsOnlyKeys("disk.free", "disk[used space]"));
	}

	@Test
	void periodsAreDurationsOfAnyKind() {
		with("""
				heddle:
				  dict:
				    texts:
				      keys: { a: 250ms, b: PT1M, c: 40, d: 0s, e: "${period}" }
				period: 2h
				""")
			.run((context) -> assertThat(periods(context, "texts")).isEqualTo(Map.of("a", Duration.ofMillis(250), "b",
					Duration.ofMinutes(1), "c", Duration.ofMillis(40), "d", Duration.ZERO, "e", Duration.ofHours(2))));
	}

	@Test
	void theHigherSourceHasTheLastWordOnAKey() {
		with("heddle.dict.texts.keys: { heap: 1s, disk: 2s }")
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("above",
						Map.of("heddle.dict.TEXTS.keys.heap", "5s", "heddle.dict.TEXTS.keys[a.b]",
								Duration.ofSeconds(6)))))
			.run((context) -> assertThat(periods(context, "texts")).isEqualTo(Map.of("heap", Duration.ofSeconds(5),
					"disk", Duration.ofSeconds(2), "a.b", Duration.ofSeconds(6))));
	}

	@Test
	void aVariableOverridesPeriodsOfKeysThatThereAre() {
		with("heddle.dict.texts.keys: { free-disk: 1s, freeDisk: 2s, heap: 3s }")
			.withInitializer((context) -> variables(context.getEnvironment(),
					Map.of("HEDDLE_DICT_TEXTS_KEYS_FREEDISK", "7s", "HEDDLE_DICT_TEXTS_KEYS_CODED_KEY", "8s")))
			.run((context) -> assertThat(periods(context, "texts"))
				.isEqualTo(Map.of("free-disk", Duration.ofSeconds(7), "freeDisk", Duration.ofSeconds(7), "heap",
						Duration.ofSeconds(3), "coded key", Duration.ofSeconds(8))));
	}

	@Test
	void keysAreConvertedToTheDeclaredType() {
		with("heddle.dict.days.keys: { MONDAY: 1s, tuesday: 2s }").run((context) -> assertThat(periods(context, "days"))
			.isEqualTo(Map.of(DayOfWeek.MONDAY, Duration.ofSeconds(1), DayOfWeek.TUESDAY, Duration.ofSeconds(2))));
		with("heddle.dict.numbers.keys: { 1: 1s, 22: 2s }").run((context) -> assertThat(periods(context, "numbers"))
			.isEqualTo(Map.of(1, Duration.ofSeconds(1), 22, Duration.ofSeconds(2))));
		with("heddle.dict.hosts.keys: { db.example.org: 1s }").run((context) -> assertThat(periods(context, "hosts"))
			.isEqualTo(Map.of(new Host("db.example.org"), Duration.ofSeconds(1))));
	}

	@Test
	void theTypeOfTheBuilderComesFirst() {
		with("heddle.dict.built.keys: { 17: 1s }")
			.run((context) -> assertThat(periods(context, "built")).isEqualTo(Map.of(17L, Duration.ofSeconds(1))));
	}

	@Test
	void keysOfAnUnknownTypeAreTexts() {
		with("heddle.dict.unknown.keys: { 1: 1s }")
			.withBean("unknown", ThreadDict.class, () -> ThreadDict.builder("unknown").reader((key) -> key).build())
			.run((context) -> assertThat(periods(context, "unknown")).containsOnlyKeys("1"));
	}

	@Test
	void theConversionServiceIsThatOfTheApplication() {
		DefaultConversionService conversion = new DefaultConversionService();
		conversion.addConverter(String.class, Host.class, (text) -> new Host(text + ".example.org"));
		with("heddle.dict.hosts.keys: { db: 1s }")
			.withBean("conversionService", DefaultConversionService.class, () -> conversion)
			.run((context) -> assertThat(periods(context, "hosts")).containsOnlyKeys(new Host("db.example.org")));
	}

	@Test
	void aKeyOfTheCodeKeepsItsValueAndGetsThePeriod() {
		with("heddle.dict.texts.keys: { '[coded key]': 9s }").run((context) -> assertThat(periods(context, "texts"))
			.isEqualTo(Map.of("coded key", Duration.ofSeconds(9))));
	}

	private ApplicationContextRunner with(String yml) {
		return this.runner.withInitializer((context) -> {
			ByteArrayResource resource = new ByteArrayResource(yml.getBytes(StandardCharsets.UTF_8));
			try {
				new YamlPropertySourceLoader().load("application.yml", resource)
					.forEach(context.getEnvironment().getPropertySources()::addLast);
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		});
	}

	private static void variables(ConfigurableEnvironment environment, Map<String, Object> values) {
		environment.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", values));
	}

	private static Map<Object, Duration> periods(ApplicationContext context, String bean) {
		ThreadDict<?, ?> dict = context.getBean(bean, ThreadDict.class);
		return dict.entries(100)
			.entrySet()
			.stream()
			.filter((entry) -> !entry.getKey().equals("coded key")
					|| !Duration.ofDays(1).equals(entry.getValue().period()))
			.collect(Collectors.toMap(Map.Entry::getKey, (entry) -> Objects.requireNonNull(entry.getValue().period())));
	}

	public record Host(String name) {

	}

	@Configuration(proxyBeanMethods = false)
	static class Dicts {

		@Bean
		ThreadDict<String, Object> texts() {
			ThreadDict<String, Object> dict = Dicts.<String>builder("texts").build();
			dict.append("coded key", Duration.ofDays(1));
			return dict;
		}

		@Bean
		ThreadDict<DayOfWeek, Object> days() {
			return Dicts.<DayOfWeek>builder("days").build();
		}

		@Bean
		ThreadDict<Integer, Object> numbers() {
			return Dicts.<Integer>builder("numbers").build();
		}

		@Bean
		ThreadDict<Host, Object> hosts() {
			return Dicts.<Host>builder("hosts").build();
		}

		@Bean
		ThreadDict<?, ?> built() {
			return Dicts.<Long>builder("built").keyType(Long.class).build();
		}

		private static <K> ThreadDict.Builder<K, Object> builder(String name) {
			return ThreadDict.<K, Object>builder(name).reader((key) -> key).autoStart(false);
		}

	}

}
