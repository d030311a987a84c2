package io.heddle.autoconfigure.background;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.background.ThreadManager;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import io.micrometer.context.ContextRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.MDC;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.support.CompositeTaskDecorator;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What travels from the caller into a task, and what is left of it.
 */
class TaskContextTests {

	private static final ThreadLocal<String> TENANT = new ThreadLocal<>();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RegistryAutoConfiguration.class, BackgroundAutoConfiguration.class))
		.withPropertyValues("heddle.background.max-threads=1");

	@BeforeEach
	void register() {
		ContextRegistry.getInstance().registerThreadLocalAccessor("tenant", TENANT);
	}

	@AfterEach
	void clean() {
		ContextRegistry.getInstance().removeThreadLocalAccessor("tenant");
		TENANT.remove();
		MDC.clear();
	}

	private static String look() {
		return MDC.get("user") + " of " + TENANT.get();
	}

	private static String lookAndChange() {
		String seen = look();
		MDC.put("user", "mallory");
		TENANT.set("evil");
		return seen;
	}

	private static void be(String user, String tenant) {
		MDC.put("user", user);
		TENANT.set(tenant);
	}

	@ParameterizedTest
	@EnumSource(ThreadMode.class)
	void travelsIntoTheTaskAndItsCallbacksAndIsGoneAfterwards(ThreadMode mode) {
		assumeTrue(ThreadSource.isSupported(mode));
		List<String> seen = new CopyOnWriteArrayList<>();
		this.runner.withPropertyValues("heddle.background.mode=" + mode).run((context) -> {
			ThreadManager manager = context.getBean(ThreadManager.class);
			be("alice", "acme");
			assertThat(manager.task(TaskContextTests::look).onEnd(() -> seen.add(look())).doAsync().get())
				.isEqualTo("alice of acme");
			assertThat(manager.doAsync(TaskContextTests::lookAndChange).get()).isEqualTo("alice of acme");
			assertThat(look()).isEqualTo("alice of acme");
			clean();
			register();
			assertThat(manager.doAsync(TaskContextTests::lookAndChange).get()).isEqualTo("null of null");
			assertThat(manager.doAsync(TaskContextTests::look).get()).isEqualTo("null of null");
			be("bob", "emca");
			assertThat(manager.doAsync(TaskContextTests::look).get()).isEqualTo("bob of emca");
		});
		assertThat(seen).containsExactly("alice of acme");
	}

	@ParameterizedTest
	@EnumSource(ThreadMode.class)
	void theCallerThatRunsATaskHasItsOwnBack(ThreadMode mode) {
		assumeTrue(ThreadSource.isSupported(mode));
		this.runner
			.withPropertyValues("heddle.background.mode=" + mode, "heddle.background.queue-capacity=0",
					"heddle.background.overflow=caller-runs")
			.run((context) -> {
				ThreadManager manager = context.getBean(ThreadManager.class);
				CountDownLatch release = new CountDownLatch(1);
				manager.doAsync(() -> release.await(20, TimeUnit.SECONDS));
				Thread caller = Thread.currentThread();
				be("alice", "acme");
				assertThat(manager.doAsync(() -> Thread.currentThread() == caller).get()).isTrue();
				assertThat(manager.doAsync(TaskContextTests::lookAndChange).get()).isEqualTo("alice of acme");
				assertThat(look()).isEqualTo("alice of acme");
				release.countDown();
			});
	}

	@ParameterizedTest
	@EnumSource(ThreadMode.class)
	void nothingTravelsWhenItIsOff(ThreadMode mode) {
		assumeTrue(ThreadSource.isSupported(mode));
		this.runner.withPropertyValues("heddle.background.mode=" + mode, "heddle.context-propagation=false")
			.withBean(ContextPropagatingTaskDecorator.class)
			.run((context) -> {
				be("alice", "acme");
				assertThat(context.getBean(ThreadManager.class).doAsync(TaskContextTests::look).get())
					.isEqualTo("null of null");
			});
	}

	@Test
	void mdcTravelsWithoutMicrometer() {
		this.runner.withClassLoader(new FilteredClassLoader("io.micrometer")).run((context) -> {
			be("alice", "acme");
			assertThat(context.getBean(ThreadManager.class).doAsync(TaskContextTests::look).get())
				.isEqualTo("alice of null");
		});
	}

	@Test
	void decoratorsOfTheUserAreNestedAsSpringNestsThem() {
		this.runner.withUserConfiguration(Decorators.class)
			.withPropertyValues("heddle.background.managers.reports.max-threads=1")
			.run((context) -> {
				List<String> expected = new ArrayList<>();
				Decorators.HEARD.clear();
				new CompositeTaskDecorator(context.getBeanProvider(TaskDecorator.class).orderedStream().toList())
					.decorate(() -> Decorators.HEARD.add("task"))
					.run();
				expected.addAll(Decorators.HEARD);
				for (String bean : List.of("threadManager", "reports")) {
					Decorators.HEARD.clear();
					context.getBean(bean, ThreadManager.class).doAsync(() -> Decorators.HEARD.add("task")).get();
					assertThat(Decorators.HEARD).containsExactlyElementsOf(expected)
						.containsExactly("second", "first", "task");
				}
			});
	}

	@Configuration(proxyBeanMethods = false)
	static class Decorators {

		private static final List<String> HEARD = new CopyOnWriteArrayList<>();

		@Bean
		@Order(2)
		TaskDecorator second() {
			return decorator("second");
		}

		@Bean
		@Order(1)
		TaskDecorator first() {
			return decorator("first");
		}

		private static TaskDecorator decorator(String name) {
			return (task) -> () -> {
				HEARD.add(name);
				task.run();
			};
		}

	}

}
