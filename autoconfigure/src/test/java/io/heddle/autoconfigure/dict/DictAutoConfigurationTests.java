package io.heddle.autoconfigure.dict;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.heddle.activity.ActivityState;
import io.heddle.activity.FatalErrorHandler;
import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.dict.OnReadError;
import io.heddle.dict.ThreadDict;
import io.heddle.dict.ThreadDictSpec;
import io.heddle.registry.Registry;
import io.heddle.thread.ThreadMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

class DictAutoConfigurationTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RegistryAutoConfiguration.class, DictAutoConfiguration.class))
		.withPropertyValues("heddle.shutdown.timeout=10s");

	private final ApplicationContextRunner machine = this.runner.withUserConfiguration(Machine.class);

	@AfterEach
	void noThreadLeaked() {
		await().atMost(LONG)
			.untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
				.noneMatch((thread) -> thread.getName().startsWith("machine")));
	}

	@Test
	void startsADictWithTheApplication() {
		CompletableFuture<ThreadDict<String, String>> closed = new CompletableFuture<>();
		this.machine.withPropertyValues("heddle.dict.machine.keys.heap=1ms").run((context) -> {
			ThreadDict<String, String> dict = machine(context);
			closed.complete(dict);
			await().atMost(LONG).until(() -> "value of heap".equals(dict.get("heap")));
			assertThat(dict.isAlive()).isTrue();
			assertThat(context.getBean(Registry.class).find("dict", "machine")).hasValue(dict.activity());
		});
		assertThat(closed.join().activity().activityState()).isEqualTo(ActivityState.ENDED);
		assertThatIllegalStateException().isThrownBy(() -> closed.join().start());
	}

	@Test
	void doesNothingWithoutADict() {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(ThreadDict.class);
			assertThat(context.getBean(Registry.class).list()).isEmpty();
		});
	}

	@Test
	void isOffByProperty() {
		this.machine.withPropertyValues("heddle.enabled=false", "heddle.dict.machine.readers=2").run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(Registry.class);
			assertThat(machine(context).spec().readers()).isOne();
			assertThat(machine(context).isAlive()).isFalse();
		});
	}

	@Test
	void doesWithoutTheLibrariesThatAreOptional() {
		this.machine
			.withClassLoader(new FilteredClassLoader("io.micrometer", "jakarta.validation", "org.hibernate.validator",
					"org.springframework.boot.actuate"))
			.withPropertyValues("heddle.dict.machine.readers=2")
			.run((context) -> assertThat(machine(context).spec().readers()).isEqualTo(2));
	}

	@Test
	void leavesWhatIsNotSetToTheDict() {
		this.machine
			.run((context) -> assertThat(machine(context).spec()).isEqualTo(ThreadDictSpec.of("machine").readers(1)));
	}

	@Test
	void propertiesSetAllSettings() {
		this.machine
			.withPropertyValues("heddle.dict.machine.timewait=1ms", "heddle.dict.machine.delay=2s",
					"heddle.dict.machine.readers=3", "heddle.dict.machine.start=false",
					"heddle.dict.machine.mode=platform", "heddle.dict.machine.on-read-error=remove",
					"heddle.dict.machine.read-timeout=4s", "heddle.dict.machine.max-age=5s")
			.run((context) -> {
				assertThat(machine(context).spec()).isEqualTo(new ThreadDictSpec("machine", Duration.ofMillis(1),
						Duration.ofSeconds(2), 3, OnReadError.REMOVE, Duration.ofSeconds(4), Duration.ofSeconds(5),
						ThreadMode.PLATFORM, false));
				assertThat(machine(context).isAlive()).isFalse();
			});
	}

	@Test
	void anEmptyEntryChangesNothing() {
		this.machine.withPropertyValues("heddle.dict.machine=")
			.run((context) -> assertThat(machine(context).spec()).isEqualTo(ThreadDictSpec.of("machine")));
	}

	@Test
	void theEntryIsCalledLikeTheBeanOrElseLikeTheDict() {
		this.runner.withBean("coolingPlant", ThreadDict.class, () -> dict("plant"))
			.withPropertyValues("heddle.dict.cooling-plant.readers=2")
			.run((context) -> assertThat(context.getBean(ThreadDict.class).spec().readers()).isEqualTo(2));
		this.runner.withBean("coolingPlant", ThreadDict.class, () -> dict("plant"))
			.withPropertyValues("heddle.dict.Plant.readers=2")
			.run((context) -> assertThat(context.getBean(ThreadDict.class).spec().readers()).isEqualTo(2));
	}

	@Test
	void aVariableOverridesOrTunesAlone() {
		ApplicationContextRunner plant = this.runner
			.withBean("coolingPlant", ThreadDict.class, () -> dict("coolingPlant"))
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
						Map.of("HEDDLE_DICT_COOLINGPLANT_READERS", "4", "HEDDLE_DICT_COOLINGPLANT_MAX_AGE", "7s"))));
		for (String property : List.of("heddle.dict.cooling-plant.readers=2", "other=1")) {
			plant.withPropertyValues(property).run((context) -> {
				ThreadDictSpec spec = context.getBean(ThreadDict.class).spec();
				assertThat(spec.readers()).isEqualTo(4);
				assertThat(spec.maxAge()).isEqualTo(Duration.ofSeconds(7));
			});
		}
	}

	@Test
	void customizersHaveTheLastWordInTheirOrder() {
		this.machine.withUserConfiguration(Customizers.class)
			.withPropertyValues("heddle.dict.machine.readers=2")
			.run((context) -> assertThat(machine(context).spec().readers()).isEqualTo(40));
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void threadsAreVirtualWhenTheApplicationWantsThem() {
		ApplicationContextRunner virtual = this.machine.withPropertyValues("spring.threads.virtual.enabled=true");
		virtual.run((context) -> assertThat(machine(context).spec().mode()).isEqualTo(ThreadMode.VIRTUAL));
		virtual.withPropertyValues("heddle.dict.machine.mode=platform")
			.run((context) -> assertThat(machine(context).spec().mode()).isEqualTo(ThreadMode.PLATFORM));
		this.runner.withPropertyValues("spring.threads.virtual.enabled=true")
			.withBean("own", ThreadDict.class,
					() -> ThreadDict.builder("own").mode(ThreadMode.PLATFORM).reader((key) -> key).build())
			.run((context) -> assertThat(context.getBean(ThreadDict.class).spec().mode())
				.isEqualTo(ThreadMode.PLATFORM));
	}

	@Test
	@EnabledForJreRange(max = JRE.JAVA_20)
	void threadsArePlatformThreadsWhenTheJdkHasNoOthers() {
		this.machine.withPropertyValues("spring.threads.virtual.enabled=true")
			.run((context) -> assertThat(machine(context).spec().mode()).isEqualTo(ThreadMode.PLATFORM));
	}

	@Test
	void theHandlerOfFatalErrorsIsThatOfTheApplication() {
		List<String> heard = new CopyOnWriteArrayList<>();
		this.runner.withBean(FatalErrorHandler.class, () -> (error, where) -> heard.add(error.getMessage()))
			.withBean("fatal", ThreadDict.class, () -> ThreadDict.builder("fatal").writer((key, value) -> {
				throw new InternalError("broken");
			}).build())
			.run((context) -> {
				ThreadDict<Object, Object> dict = dictOf(context, "fatal");
				assertThatExceptionOfType(InternalError.class).isThrownBy(() -> dict.put("key", "value"));
				assertThat(heard).containsExactly("broken");
			});
	}

	@Test
	void lazyContextsHaveItToo() {
		this.machine
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.withPropertyValues("heddle.dict.machine.keys.heap=1ms")
			.run((context) -> {
				assertThat(context.getBean(Registry.class).list()).hasSize(1);
				await().atMost(LONG).until(() -> machine(context).get("heap") != null);
			});
	}

	@Test
	void aLazyDictIsTunedAndStartedWhenItIsMade() {
		this.runner.withUserConfiguration(Later.class)
			.withPropertyValues("heddle.dict.later.readers=2")
			.run((context) -> {
				assertThat(context.getBean(Registry.class).list()).isEmpty();
				assertThat(dictOf(context, "later").spec().readers()).isEqualTo(2);
				assertThat(dictOf(context, "later").isAlive()).isTrue();
				assertThat(context.getBean(Registry.class).list()).hasSize(1);
			});
	}

	@Test
	void aDictOfItsOwnScopeIsLeftAlone() {
		this.runner.withUserConfiguration(Prototype.class).run((context) -> {
			assertThat(dictOf(context, "prototype").isAlive()).isFalse();
			assertThat(context.getBean(Registry.class).list()).isEmpty();
		});
	}

	@Test
	void oneDictOfTwoBeansIsTakenInOnce() {
		ThreadDict<Object, Object> dict = dict("machine");
		this.runner.withBean("one", ThreadDict.class, () -> dict)
			.withBean("two", ThreadDict.class, () -> dict)
			.run((context) -> assertThat(context.getBean(Registry.class).list()).containsExactly(dict.activity()));
	}

	@Test
	void aBeanMayBeDeclaredAsAMap() {
		this.runner.withUserConfiguration(Hidden.class)
			.withPropertyValues("heddle.dict.hidden.keys.7=1ms")
			.run((context) -> {
				ConcurrentMap<?, ?> map = context.getBean(ConcurrentMap.class);
				await().atMost(LONG).until(() -> "value of 7".equals(map.get(7)));
			});
	}

	@Test
	void refreshesAgainWhenItsContextIsRestarted() {
		this.machine.withPropertyValues("heddle.dict.machine.keys.heap=1ms").run((context) -> {
			ConfigurableApplicationContext source = context.getSourceApplicationContext();
			ThreadDict<String, String> dict = machine(context);
			source.stop();
			assertThat(dict.isAlive()).isFalse();
			source.start();
			assertThat(dict.isAlive()).isTrue();
			dict.put("heap", "old");
			await().atMost(LONG).until(() -> "value of heap".equals(dict.get("heap")));
		});
	}

	@Test
	void aContextThatFailsLeavesNothingBehind() {
		ThreadDict<Object, Object> dict = dict("machine");
		this.runner.withBean("machine", ThreadDict.class, () -> dict).withBean("broken", Object.class, () -> {
			dict.append("heap", Duration.ofMillis(1));
			dict.start();
			throw new IllegalStateException("broken");
		}).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(dict.activity().activityState()).isEqualTo(ActivityState.ENDED);
		});
	}

	private static ThreadDict<Object, Object> dict(String name) {
		return ThreadDict.builder(name).reader((key) -> "value of " + key).build();
	}

	private static ThreadDict<String, String> machine(AssertableApplicationContext context) {
		return dictOf(context, "machine");
	}

	@SuppressWarnings("unchecked")
	private static <K, V> ThreadDict<K, V> dictOf(AssertableApplicationContext context, String bean) {
		return context.getBean(bean, ThreadDict.class);
	}

	@Configuration(proxyBeanMethods = false)
	static class Machine {

		@Bean
		ThreadDict<String, String> machine() {
			return ThreadDict.<String, String>builder("machine").reader((key) -> "value of " + key).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Later {

		@Bean
		@Lazy
		ThreadDict<String, String> later() {
			return ThreadDict.<String, String>builder("later").reader((key) -> key).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Prototype {

		@Bean
		@Scope("prototype")
		ThreadDict<String, String> prototype() {
			return ThreadDict.<String, String>builder("prototype").reader((key) -> key).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Hidden {

		@Bean
		ConcurrentMap<Integer, String> hidden() {
			return ThreadDict.<Integer, String>builder("hidden").reader((key) -> "value of " + key).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		@Bean
		@Order(2)
		DictCustomizer more() {
			return (spec) -> spec.readers(spec.readers() * 10);
		}

		@Bean
		@Order(1)
		DictCustomizer any() {
			return (spec) -> spec.name().equals("machine") ? spec.readers(spec.readers() * 2) : spec;
		}

	}

}
