package io.heddle.annotation;

import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.periodic.Periodic;
import io.heddle.periodic.PeriodicMode;
import io.heddle.periodic.PeriodicSpec;
import io.heddle.periodic.ThreadedObject;
import io.heddle.testing.Eventually;
import io.heddle.testing.ManualTicker;
import io.heddle.testing.NoLeakedThreads;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.PropertySourcesPlaceholderConfigurer;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(NoLeakedThreads.class)
class PeriodicPostProcessorTests {

	private static final List<String> CALLS = new CopyOnWriteArrayList<>();

	private final Register register = new Register();

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	PeriodicPostProcessorTests() {
		CALLS.clear();
		this.context.registerBean(PeriodicPostProcessor.class, () -> new PeriodicPostProcessor(() -> this.register));
		this.context.registerBean(PropertySourcesPlaceholderConfigurer.class);
		this.context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("test", Map.of("rescan.period", "90s", "rescan.zone", "Europe/Madrid")));
	}

	@AfterEach
	void close() {
		this.context.close();
	}

	private void start(Class<?>... beans) {
		for (Class<?> bean : beans) {
			this.context.registerBean(bean.getSimpleName().toLowerCase(Locale.ROOT), bean);
		}
		this.context.refresh();
	}

	private PeriodicSpec spec(String name) {
		return this.register.added.stream()
			.map(ThreadedObject::spec)
			.filter((spec) -> spec.name().equals(name))
			.findFirst()
			.orElseThrow();
	}

	@Test
	void eachMethodIsAnObjectNamedAfterBeanAndMethod() {
		start(Jobs.class);
		assertThat(this.register.added).extracting(ThreadedObject::name)
			.containsExactlyInAnyOrder("jobs-scan", "jobs-poll", "jobs-report", "purge");
		assertThat(CALLS).isEmpty();
	}

	@Test
	void theSettingsAreThoseOfTheAnnotation() {
		start(Jobs.class);
		assertThat(spec("jobs-scan")).isEqualTo(PeriodicSpec.of("jobs-scan")
			.period(Duration.ofMinutes(5))
			.minWait(Duration.ofMillis(200))
			.threads(2)
			.autoStart(false));
		assertThat(spec("jobs-poll")).isEqualTo(PeriodicSpec.of("jobs-poll").period(Duration.ofSeconds(1)));
		assertThat(spec("jobs-report"))
			.isEqualTo(PeriodicSpec.of("jobs-report").cron("0 3 * * MON-FRI", ZoneId.of("Europe/Madrid")));
		assertThat(spec("jobs-report").mode()).isEqualTo(PeriodicMode.CRON);
		assertThat(spec("purge").period()).isEqualTo(Duration.ofSeconds(90));
	}

	@Test
	void theMethodIsCalled() {
		start(Counter.class);
		ThreadedObject object = this.register.added.get(0);
		object.start();
		this.register.ticker.awaitSleepers(1);
		this.register.ticker.advance(Duration.ofSeconds(1));
		this.register.ticker.awaitSleepers(1);
		assertThat(this.context.getBean(Counter.class).calls).hasValue(2);
	}

	@Test
	void whatItThrowsIsTheLastError() {
		start(Failing.class);
		ThreadedObject object = this.register.added.get(0);
		object.start();
		this.register.ticker.awaitSleepers(1);
		assertThat(object.getErrors()).isEqualTo(1);
		assertThat(object.getLastError()).isInstanceOf(IOException.class).hasMessage("no disk");
	}

	@Test
	void isCalledThroughAProxyOfTheClass() {
		advise(true);
		start(Service.class);
		assertThat(AopUtils.isCglibProxy(this.context.getBean("service"))).isTrue();
		callAll();
		assertThat(CALLS).containsExactlyInAnyOrder("around", "work", "around", "hidden");
	}

	@Test
	void isCalledThroughAProxyOfItsInterfaces() {
		advise(false);
		start(ServiceOfInterface.class);
		assertThat(AopUtils.isJdkDynamicProxy(this.context.getBean("serviceofinterface"))).isTrue();
		callAll();
		assertThat(CALLS).containsExactly("around", "work");
	}

	private void advise(boolean classes) {
		MethodInterceptor around = (invocation) -> {
			CALLS.add("around");
			return invocation.proceed();
		};
		this.context.registerBean("around", MethodInterceptor.class, () -> around);
		this.context.registerBean(BeanNameAutoProxyCreator.class, () -> {
			BeanNameAutoProxyCreator creator = new BeanNameAutoProxyCreator();
			creator.setBeanNames("service*");
			creator.setInterceptorNames("around");
			creator.setProxyTargetClass(classes);
			return creator;
		});
	}

	private void callAll() {
		this.register.added.forEach((object) -> {
			object.start();
			Eventually.holds(() -> object.stats().lastSuccess() != null);
			object.stop();
		});
	}

	@Test
	void annotatedInterfacesAndSuperclassesCount() {
		start(Derived.class);
		assertThat(this.register.added).extracting(ThreadedObject::name)
			.containsExactlyInAnyOrder("derived-inherited", "derived-declared");
	}

	@Test
	void theEndOfTheBeanIsTheEndOfItsObjects() {
		start(Jobs.class, Counter.class);
		this.context.getDefaultListableBeanFactory().destroySingleton("counter");
		assertThat(this.register.removed).extracting(ThreadedObject::name).containsExactly("counter-count");
		this.context.close();
		assertThat(this.register.removed).containsExactlyInAnyOrderElementsOf(this.register.added);
		assertThat(this.register.added).noneMatch(ThreadedObject::isAlive);
	}

	@Test
	void aBeanNamedLikeItsClassLosesThePackage() {
		this.context.registerBean("com.acme.Outer$Inner", Counter.class);
		this.context.refresh();
		assertThat(this.register.added).extracting(ThreadedObject::name).containsExactly("outer-Inner-count");
	}

	@Test
	void twoBeansOfAClassAreTwoObjects() {
		this.context.registerBean("one", Counter.class);
		this.context.registerBean("two", Counter.class);
		this.context.refresh();
		assertThat(this.register.added).extracting(ThreadedObject::name).containsExactly("one-count", "two-count");
	}

	@Test
	void aLazyBeanIsScheduledWhenItIsMade() {
		this.context.register(Scopes.class);
		this.context.refresh();
		assertThat(this.register.added).isEmpty();
		assertThat(this.context.getBean("lazy")).isNotNull();
		assertThat(this.register.added).extracting(ThreadedObject::name).containsExactly("lazy-count");
	}

	@Test
	void beansThatAreNoSingletonsAreNotCalledAndAWarningSaysSo() throws Exception {
		this.context.register(Scopes.class);
		this.context.getDefaultListableBeanFactory()
			.registerBeanDefinition("inner",
					BeanDefinitionBuilder.genericBeanDefinition(Holder.class)
						.addConstructorArgValue(
								BeanDefinitionBuilder.genericBeanDefinition(Counter.class).getBeanDefinition())
						.getBeanDefinition());
		List<String> lines = LogLines.of(PeriodicPostProcessor.class.getName(), () -> {
			this.context.refresh();
			this.context.getBean("scoped");
			this.context.getBean("prototype");
			return this.context.getBean("prototype");
		});
		assertThat(lines).filteredOn((line) -> line.contains("'prototype'"))
			.containsExactly("WARN Bean 'prototype' has @Periodic methods, which are not called, because it is not a "
					+ "singleton: move them to one");
		assertThat(lines).anyMatch((line) -> line.contains("'scoped'"))
			.anyMatch((line) -> line.contains("(inner bean)"))
			.hasSize(3);
		assertThat(this.register.added).isEmpty();
	}

	private static final class Register implements PeriodicRegister {

		private final ManualTicker ticker = new ManualTicker();

		private final List<ThreadedObject> added = new ArrayList<>();

		private final List<ThreadedObject> removed = new ArrayList<>();

		@Override
		public ThreadedObject add(ThreadedObject.Builder builder) {
			ThreadedObject object = builder.ticker(this.ticker).build();
			this.added.add(object);
			return object;
		}

		@Override
		public void remove(ThreadedObject object) {
			object.kill();
			this.removed.add(object);
		}

	}

	static class Jobs {

		@Periodic(period = "5m", minWait = "PT0.2S", threads = 2, start = false)
		public void scan() {
		}

		@Periodic(period = "1s")
		int poll() {
			return 1;
		}

		@Periodic(cron = "0 3 * * MON-FRI", zone = "${rescan.zone}")
		protected void report() {
		}

		@Periodic(name = "purge", period = "${rescan.period}", minWait = "${rescan.wait:1ms}")
		public void purgeEverything() {
		}

	}

	static class Counter {

		private final AtomicInteger calls = new AtomicInteger();

		@Periodic(period = "1s")
		public void count() {
			this.calls.incrementAndGet();
		}

	}

	static class Failing {

		@Periodic(period = "1s")
		public void fail() throws IOException {
			throw new IOException("no disk");
		}

	}

	static class Service {

		@Periodic(period = "1s")
		public void work() {
			CALLS.add("work");
		}

		@Periodic(period = "1s")
		void hidden() {
			CALLS.add("hidden");
		}

	}

	interface Working {

		void work();

	}

	static class ServiceOfInterface implements Working {

		@Override
		@Periodic(period = "1s")
		public void work() {
			CALLS.add("work");
		}

	}

	interface Declaring {

		@Periodic(period = "1s")
		void declared();

	}

	abstract static class Parent {

		@Periodic(period = "1s")
		public void inherited() {
		}

	}

	static class Derived extends Parent implements Declaring {

		@Override
		public void declared() {
		}

	}

	record Holder(Counter counter) {

	}

	@Configuration(proxyBeanMethods = false)
	static class Scopes {

		@Bean
		@Lazy
		Counter lazy() {
			return new Counter();
		}

		@Bean
		@Scope("prototype")
		Counter prototype() {
			return new Counter();
		}

		@Bean
		@Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
		Counter scoped() {
			return new Counter();
		}

	}

}
