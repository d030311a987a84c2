package io.heddle.autoconfigure.dict;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.dict.ThreadDict;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.ResolvableType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class DictEventsTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	private final AtomicInteger published = new AtomicInteger();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RegistryAutoConfiguration.class, DictAutoConfiguration.class))
		.withBean("applicationEventMulticaster", CountingMulticaster.class,
				() -> new CountingMulticaster(this.published))
		.withUserConfiguration(Machine.class);

	@Test
	void aChangeOfAValueIsAnEvent() {
		Events events = new Events();
		this.runner.withBean(Events.class, () -> events).run((context) -> {
			ThreadDict<String, Object> dict = machine(context);
			dict.put("heap", 1);
			dict.put("heap", 1);
			dict.put("heap", 2);
			dict.remove("heap");
			assertThat(events.heard).containsExactly("heap null 1", "heap 1 2", "heap 2 null");
			assertThat(events.threads).containsOnly(Thread.currentThread().getName());
			assertThat(events.dicts).containsOnly(dict);
		});
	}

	@ParameterizedTest
	@EnumSource(ThreadMode.class)
	void aRefreshTellsItsChangesInItsThread(ThreadMode mode) {
		assumeTrue(ThreadSource.isSupported(mode));
		Events events = new Events();
		this.runner.withBean(Events.class, () -> events)
			.withPropertyValues("heddle.dict.machine.mode=" + mode, "heddle.dict.machine.keys.heap=1ms")
			.run((context) -> {
				await().atMost(LONG).until(() -> events.heard.size() >= 2);
				context.getSourceApplicationContext().stop();
				assertThat(events.heard).startsWith("heap null 1", "heap 1 2");
				assertThat(events.threads).allSatisfy((thread) -> assertThat(thread).startsWith("machine"));
			});
	}

	@Test
	void nothingIsPublishedWhenNobodyListens() {
		this.runner.withBean("refreshed", Refreshed.class).withUserConfiguration(Lambda.class).run((context) -> {
			machine(context).put("heap", 1);
			assertThat(this.published).hasValue(0);
		});
	}

	@Test
	void noListenerOfSpringBootHearsThem() {
		try (ConfigurableApplicationContext application = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.SERVLET)
			.properties("server.port=0")
			.run()) {
			machine(application).put("heap", 1);
			assertThat(application.getBean(CountingMulticaster.class).published).hasValue(0);
			application.addApplicationListener((DictChangedEvent event) -> assertThat(event).isNotNull());
			machine(application).put("heap", 2);
			assertThat(application.getBean(CountingMulticaster.class).published).hasValue(1);
		}
	}

	@Test
	void aListenerOfAFactoryHearsIt() {
		Heard.NUMBER.set(0);
		this.runner.withBean(Typing.class).run((context) -> {
			machine(context).put("heap", 1);
			assertThat(Heard.NUMBER).hasPositiveValue();
		});
	}

	@Test
	void aListenerMayComeAndGoAtAnyTime() {
		List<Object> heard = new CopyOnWriteArrayList<>();
		ApplicationListener<ApplicationEvent> all = heard::add;
		this.runner.run((context) -> {
			ConfigurableApplicationContext source = context.getSourceApplicationContext();
			machine(context).put("heap", 1);
			source.addApplicationListener(all);
			machine(context).put("heap", 2);
			source.removeApplicationListener(all);
			machine(context).put("heap", 3);
			assertThat(heard).singleElement().isInstanceOf(DictChangedEvent.class);
			assertThat(this.published).hasValue(1);
		});
	}

	@Test
	void aListenerThatIsMadeForItsFirstEventHearsIt() {
		for (Class<?> listener : List.of(Typed.class, Untyped.class)) {
			Heard.NUMBER.set(0);
			this.runner.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
				.withBean(listener)
				.run((context) -> {
					assertThat(context.getBeanFactory().getSingletonNames()).doesNotContain("dictEventsTests.Typed");
					machine(context).put("heap", 1);
					assertThat(Heard.NUMBER).as(listener.getName()).hasPositiveValue();
				});
		}
	}

	@Test
	void aListenerOfAContextAboveHearsIt() {
		List<Object> heard = new CopyOnWriteArrayList<>();
		try (GenericApplicationContext parent = new GenericApplicationContext()) {
			parent.addApplicationListener((DictChangedEvent event) -> heard.add(event.getKey()));
			parent.refresh();
			this.runner.withParent(parent).run((context) -> machine(context).put("heap", 1));
			assertThat(heard).containsExactly("heap");
		}
	}

	@Test
	void aListenerThatThrowsDoesNotConcernWhoHasMadeTheChange() {
		this.runner.withBean(Thrower.class).run((context) -> {
			assertThat(machine(context).put("heap", 1)).isNull();
			assertThat(machine(context).get("heap")).isEqualTo(1);
		});
	}

	@Test
	void aDictThatOutlivesItsContextTellsNobody() {
		Events events = new Events();
		ThreadDict<String, Object> dict = ThreadDict.<String, Object>builder("other").build();
		this.runner.withBean(Events.class, () -> events)
			.withBean("other", ThreadDict.class, () -> dict)
			.run((context) -> assertThat(context).hasNotFailed());
		dict.put("heap", 1);
		assertThat(events.heard).isEmpty();
	}

	@Test
	void theTextOfAnEventHasNoValues() {
		ThreadDict<String, Object> dict = ThreadDict.<String, Object>builder("machine").build();
		dict.put("other", "secret");
		assertThat(new DictChangedEvent(dict, "heap", "one", "two"))
			.hasToString("DictChangedEvent[dict=machine, key=heap]");
	}

	@SuppressWarnings("unchecked")
	private static ThreadDict<String, Object> machine(ConfigurableApplicationContext context) {
		return context.getBean("machine", ThreadDict.class);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application extends Machine {

		@Bean
		CountingMulticaster applicationEventMulticaster() {
			return new CountingMulticaster(new AtomicInteger());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Machine {

		@Bean
		ThreadDict<String, Object> machine() {
			AtomicInteger reads = new AtomicInteger();
			return ThreadDict.<String, Object>builder("machine").reader((key) -> reads.incrementAndGet()).build();
		}

	}

	static class CountingMulticaster extends SimpleApplicationEventMulticaster {

		private final AtomicInteger published;

		CountingMulticaster(AtomicInteger published) {
			this.published = published;
		}

		@Override
		public void multicastEvent(ApplicationEvent event, @Nullable ResolvableType type) {
			if (event instanceof DictChangedEvent) {
				this.published.incrementAndGet();
			}
			super.multicastEvent(event, type);
		}

	}

	static class Events {

		private final List<String> heard = new CopyOnWriteArrayList<>();

		private final List<String> threads = new CopyOnWriteArrayList<>();

		private final List<ThreadDict<?, ?>> dicts = new CopyOnWriteArrayList<>();

		@EventListener
		void hear(DictChangedEvent event) {
			this.heard.add("%s %s %s".formatted(event.getKey(), event.getBefore(), event.getNow()));
			this.threads.add(Thread.currentThread().getName());
			this.dicts.add(event.getDict());
		}

	}

	static class Refreshed {

		@EventListener
		void hear(ContextRefreshedEvent event) {
			assertThat(event.getApplicationContext()).isNotNull();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Lambda {

		@Bean
		ApplicationListener<ContextRefreshedEvent> lambda() {
			return (event) -> assertThat(event.getApplicationContext()).isNotNull();
		}

	}

	static class Heard {

		static final AtomicInteger NUMBER = new AtomicInteger();

	}

	static class Typed implements ApplicationListener<DictChangedEvent> {

		@Override
		public void onApplicationEvent(DictChangedEvent event) {
			Heard.NUMBER.incrementAndGet();
		}

	}

	static class Typing implements FactoryBean<Typed> {

		@Override
		public Typed getObject() {
			return new Typed();
		}

		@Override
		public Class<?> getObjectType() {
			return Typed.class;
		}

	}

	static class Untyped implements ApplicationListener<ApplicationEvent> {

		@Override
		public void onApplicationEvent(ApplicationEvent event) {
			if (event instanceof DictChangedEvent) {
				Heard.NUMBER.incrementAndGet();
			}
		}

	}

	static class Thrower {

		@EventListener
		void hear(DictChangedEvent event) {
			throw new IllegalStateException("Not interested in " + event.getKey());
		}

	}

}
