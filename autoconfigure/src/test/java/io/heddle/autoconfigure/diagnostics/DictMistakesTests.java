package io.heddle.autoconfigure.diagnostics;

import io.heddle.autoconfigure.dict.DictAutoConfiguration;
import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.dict.ThreadDict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static io.heddle.autoconfigure.diagnostics.Mistakes.assertMistake;
import static io.heddle.autoconfigure.diagnostics.Mistakes.withVariable;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What people are told about their dicts, word by word. No validator is there, so that it
 * is our own checks that speak.
 */
class DictMistakesTests {

	private final ApplicationContextRunner validated = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RegistryAutoConfiguration.class, DictAutoConfiguration.class))
		.withUserConfiguration(Dicts.class);

	private final ApplicationContextRunner runner = this.validated
		.withClassLoader(new FilteredClassLoader("jakarta.validation", "org.hibernate.validator"));

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			timewait | -1ms | 0 or more | PT-0.001S
			delay | -1s | 0 or more | PT-1S
			readers | 0 | from 1 to 10000 | 0
			readers | 10001 | from 1 to 10000 | 10001
			read-timeout | -1s | 0 or more | PT-1S
			max-age | -1s | 0 or more | PT-1S
			keys.heap | -1s | 0 or more | -1s
			keys[/var/log] | PT-5M | 0 or more | PT-5M
			""")
	void valueOutOfItsRange(String setting, String value, String requirement, String shown) {
		String property = "heddle.dict.machine." + setting;
		assertMistake(this.runner, "'%s' must be %s but was %s.".formatted(property, requirement, shown),
				"Set '%s' to a value that is %s, or remove it.".formatted(property, requirement),
				property + "=" + value);
	}

	@Test
	void aValidatorSpeaksWhereThereIsOne() {
		this.validated.withPropertyValues("heddle.dict.machine.readers=0")
			.run((context) -> assertThat(context.getStartupFailure())
				.hasRootCauseInstanceOf(BindValidationException.class));
	}

	@Test
	@EnabledForJreRange(max = JRE.JAVA_20)
	void virtualThreadsOnAnOldJdk() {
		assertMistake(this.runner,
				"'heddle.dict.machine.mode' is 'virtual', but virtual threads need Java 21 or newer and this is Java %d."
					.formatted(Runtime.version().feature()),
				"Set 'heddle.dict.machine.mode' to 'platform', or run the application on a newer Java.",
				"heddle.dict.machine.mode=virtual");
	}

	@Test
	void unknownSetting() {
		assertMistake(this.runner, "There is no setting 'heddle.dict.machine.reader'.",
				"Did you mean 'readers'? The settings of 'heddle.dict.machine' are [timewait, delay, readers, start, mode, "
						+ "on-read-error, read-timeout, max-age, keys].",
				"heddle.dict.machine.reader=3");
	}

	@Test
	void twoSpellingsOfAName() {
		assertMistake(this.runner,
				"'heddle.dict.machine' and 'heddle.dict.Machine' are the same name in two spellings, both in test.",
				"Case and dashes do not count in names: put both into one entry with one spelling.",
				"heddle.dict.machine.readers=2", "heddle.dict.Machine.delay=2s");
	}

	@Test
	void nameThatCannotBeAKey() {
		assertMistake(this.runner, "The name 'a b' under 'heddle.dict' cannot be used.",
				"Choose a name of letters, digits, dashes and underscores, without dots.",
				"heddle.dict[a b].readers=3");
	}

	@Test
	void entryThatTunesNothing() {
		assertMistake(this.runner, "'heddle.dict.machin' is set, but there is no ThreadDict bean of that name.",
				"Did you mean 'machine'? The dicts are [machine, numbers, readless]: rename the entry, or declare a bean "
						+ "'machin' of type ThreadDict, which needs a reader in Java.",
				"heddle.dict.machin.readers=3");
	}

	@Test
	void dictThatOnlyAVariableKnows() {
		assertMistake(withVariable(this.runner, "HEDDLE_DICT_MACHINES_READERS", "8"),
				"An environment variable sets something of dict 'machines', but there is no dict of that name.",
				"Did you mean 'machine'? The dicts are [machine, numbers, readless]: correct the variable, or unset it. A "
						+ "name has no underscore in a variable: HEDDLE_DICT_COOLINGPLANT_… is for 'cooling-plant'.");
	}

	@Test
	void keyThatOnlyAVariableKnows() {
		assertMistake(withVariable(this.runner, "HEDDLE_DICT_MACHINE_KEYS_HEEP", "8s"),
				"An environment variable sets the period of key 'heep' in dict 'machine', which has no such key.",
				"Did you mean 'heap'? The keys are [disk, heap]: correct the variable, or unset it. A variable cannot "
						+ "spell a key and so adds none; case and all that is neither a letter nor a digit do not count in it.",
				"heddle.dict.machine.keys.heap=1s", "heddle.dict.machine.keys.disk=1s");
	}

	@Test
	void keyOfAnotherType() {
		assertMistake(this.runner,
				"The key 'one' of 'heddle.dict.numbers.keys.one' cannot be converted to java.lang.Integer, the type of the "
						+ "keys.",
				"Correct the key, or have it converted: by a static method 'valueOf(String)' or a constructor of the type, "
						+ "or by a bean 'conversionService'.",
				"heddle.dict.numbers.keys.one=1s");
	}

	@Test
	void oneKeyInTwoTexts() {
		assertMistake(this.runner,
				"'heddle.dict.numbers.keys.1' and 'heddle.dict.numbers.keys.01' are both the key '1'.",
				"Remove one of the two.", "heddle.dict.numbers.keys.1=1s", "heddle.dict.numbers.keys.01=1s");
	}

	@ParameterizedTest
	@CsvSource({ "soon", "''", "5 apples" })
	void periodThatIsNoTime(String period) {
		assertMistake(this.runner, "'heddle.dict.machine.keys.heap' must be a time but was '%s'.".formatted(period),
				"Set 'heddle.dict.machine.keys.heap' to a number with a unit, as in '500ms', '30s' or '5m', or remove it.",
				"heddle.dict.machine.keys.heap=" + period);
	}

	@Test
	void keysOfADictWithoutAReader() {
		assertMistake(this.runner,
				"'heddle.dict.readless.keys.heap' is set, but dict 'readless' has no reader and refreshes nothing.",
				"Give it one by ThreadDict.builder(..).reader(..), or remove 'heddle.dict.readless.keys.heap'.",
				"heddle.dict.readless.keys.heap=1s");
	}

	@Test
	void twoDictsOfOneName() {
		assertMistake(this.runner.withBean("other", ThreadDict.class, () -> ThreadDict.builder("machine").build()),
				"The beans 'other' and 'machine' are two dicts that are both named 'machine'.",
				"Pass to ThreadDict.builder(..) the name of the bean.");
	}

	@Configuration(proxyBeanMethods = false)
	static class Dicts {

		@Bean
		ThreadDict<String, String> machine() {
			return ThreadDict.<String, String>builder("machine").reader((key) -> key).autoStart(false).build();
		}

		@Bean
		ThreadDict<Integer, String> numbers() {
			return ThreadDict.<Integer, String>builder("numbers").reader(String::valueOf).autoStart(false).build();
		}

		@Bean
		ThreadDict<String, String> readless() {
			return ThreadDict.<String, String>builder("readless").build();
		}

	}

}
