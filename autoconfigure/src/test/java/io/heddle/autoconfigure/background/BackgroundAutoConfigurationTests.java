package io.heddle.autoconfigure.background;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.heddle.activity.ActivityState;
import io.heddle.activity.FatalErrorHandler;
import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.background.Overflow;
import io.heddle.background.ThreadManager;
import io.heddle.background.ThreadManagerSpec;
import io.heddle.background.ThreadWrapper;
import io.heddle.registry.Registry;
import io.heddle.thread.ThreadMode;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;

class BackgroundAutoConfigurationTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RegistryAutoConfiguration.class, BackgroundAutoConfiguration.class));

	@Test
	void makesTheDefaultManagerWithTheDefaultsOfTheCore() {
		this.runner.run((context) -> {
			ThreadManager manager = context.getBean(ThreadManager.class);
			assertThat(context).hasBean("threadManager");
			assertThat(manager.spec()).isEqualTo(ThreadManagerSpec.DEFAULT);
			assertThat(manager.doAsync(() -> 42).get()).isEqualTo(42);
			assertThat(context.getBean(Registry.class).list()).containsExactly(manager);
		});
	}

	@Test
	void isOffByProperty() {
		this.runner.withPropertyValues("heddle.enabled=false", "heddle.background.managers.reports.max-threads=2")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ThreadManager.class));
	}

	@Test
	void backsOffBeforeAnotherDefaultManager() {
		ThreadManager own = ThreadManager.builder().maxThreads(3).build();
		this.runner.withBean("threadManager", ThreadManager.class, () -> own).run((context) -> {
			assertThat(context.getBean(ThreadManager.class)).isSameAs(own);
			assertThat(context.getBean(Registry.class).list()).containsExactly(own);
		});
		assertThat(own.activityState()).isEqualTo(ActivityState.ENDED);
	}

	@Test
	void acceptsOtherManagersBesideTheDefaultOne() {
		ThreadManager own = ThreadManager.builder().name("mails").build();
		this.runner.withBean("mails", ThreadManager.class, () -> own).run((context) -> {
			assertThat(context.getBean(ThreadManager.class)).isSameAs(context.getBean("threadManager"))
				.isNotSameAs(own);
			assertThat(context.getBean(Registry.class).find("background", "mails")).hasValue(own);
		});
	}

	@Test
	void doesWithoutTheLibrariesThatAreOptional() {
		this.runner
			.withClassLoader(new FilteredClassLoader("io.micrometer", "jakarta.validation", "org.hibernate.validator"))
			.run((context) -> {
				assertThat(context).hasNotFailed()
					.doesNotHaveBean("heddleContextPropagation")
					.doesNotHaveBean("heddleTaskObservations");
				assertThat(context.getBean(ThreadManager.class).doAsync(() -> 42).get()).isEqualTo(42);
			});
	}

	@Test
	void doesWithoutEachOfThem() {
		for (Class<?> absent : List.of(ContextSnapshotFactory.class, ObservationRegistry.class)) {
			this.runner.withClassLoader(new FilteredClassLoader(absent))
				.run((context) -> assertThat(context.getBean(ThreadManager.class).doAsync(() -> 42).get())
					.isEqualTo(42));
		}
	}

	@Test
	void furtherManagersInheritAndAreInjectedByTheirNames() {
		this.runner
			.withPropertyValues("heddle.background.max-threads=8", "heddle.background.overflow=reject",
					"heddle.background.history=7", "heddle.background.managers.reports.max-threads=2",
					"heddle.background.managers.reports.keep-alive=1s", "heddle.background.managers.mails=")
			.withBean(Holder.class)
			.run((context) -> {
				Holder holder = context.getBean(Holder.class);
				assertThat(holder.any).isSameAs(context.getBean("threadManager"));
				assertThat(holder.reports).isSameAs(context.getBean("reports"));
				assertThat(holder.all).containsExactly(holder.any);
				assertThat(holder.any.spec()).isEqualTo(new ThreadManagerSpec("threadManager", 8, 1000, Overflow.REJECT,
						ThreadMode.PLATFORM, 7, Duration.ofSeconds(60)));
				assertThat(holder.reports.spec()).isEqualTo(new ThreadManagerSpec("reports", 2, 1000, Overflow.REJECT,
						ThreadMode.PLATFORM, 7, Duration.ofSeconds(1)));
				assertThat(context.getBean("mails", ThreadManager.class).spec())
					.isEqualTo(holder.any.spec().name("mails"));
				assertThat(context.getBean(Registry.class).list()).hasSize(3);
			});
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void threadsAreVirtualWhenTheApplicationWantsThem() {
		this.runner
			.withPropertyValues("spring.threads.virtual.enabled=true",
					"heddle.background.managers.reports.mode=platform")
			.run((context) -> {
				assertThat(context.getBean(ThreadManager.class).spec().mode()).isEqualTo(ThreadMode.VIRTUAL);
				assertThat(context.getBean("reports", ThreadManager.class).spec().mode())
					.isEqualTo(ThreadMode.PLATFORM);
			});
	}

	@Test
	@EnabledForJreRange(max = JRE.JAVA_20)
	void threadsArePlatformThreadsWhenTheJdkHasNoOthers() {
		this.runner.withPropertyValues("spring.threads.virtual.enabled=true")
			.run((context) -> assertThat(context.getBean(ThreadManager.class).spec().mode())
				.isEqualTo(ThreadMode.PLATFORM));
	}

	@Test
	void customizersHaveTheLastWordInTheirOrder() {
		this.runner.withUserConfiguration(Customizers.class)
			.withPropertyValues("heddle.background.max-threads=8", "heddle.background.managers.reports.max-threads=2")
			.run((context) -> {
				assertThat(context.getBean("threadManager", ThreadManager.class).spec().maxThreads()).isEqualTo(108);
				assertThat(context.getBean("reports", ThreadManager.class).spec().maxThreads()).isEqualTo(102);
				assertThat(context.getBean("reports", ThreadManager.class).name()).isEqualTo("reports");
			});
	}

	@Test
	void theHandlerOfFatalErrorsIsThatOfTheApplication() {
		List<String> heard = new CopyOnWriteArrayList<>();
		this.runner.withPropertyValues("heddle.background.managers.reports.max-threads=2")
			.withBean(FatalErrorHandler.class, () -> (error, where) -> heard.add(error.getMessage()))
			.run((context) -> {
				for (String bean : List.of("threadManager", "reports")) {
					assertThat(context.getBean(bean, ThreadManager.class).doAsync(() -> {
						throw new InternalError(bean);
					}).join(LONG)).isTrue();
				}
				assertThat(heard).containsExactly("threadManager", "reports");
			});
	}

	@Test
	void lazyContextsHaveThemToo() {
		this.runner.withPropertyValues("heddle.background.managers.reports.max-threads=2")
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertThat(context.getBean(Registry.class).list()).hasSize(2));
	}

	@Test
	void twoContextsHaveTheirOwn() {
		this.runner.run((one) -> {
			ThreadManager first = one.getBean(ThreadManager.class);
			this.runner.run((two) -> assertThat(two.getBean(ThreadManager.class)).isNotSameAs(first));
			assertThat(first.activityState()).isEqualTo(ActivityState.RUNNING);
			ThreadWrapper<Integer> task = first.doAsync(() -> 42);
			assertThat(task.get()).isEqualTo(42);
		});
	}

	static class Holder {

		@Autowired
		private ThreadManager any;

		@Autowired
		private List<ThreadManager> all;

		@Autowired
		@Qualifier("reports")
		private ThreadManager reports;

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		@Bean
		@Order(2)
		ThreadManagerCustomizer more() {
			return (builder) -> builder.maxThreads(builder.spec().maxThreads() + 100);
		}

		@Bean
		@Order(1)
		ThreadManagerCustomizer any() {
			return (builder) -> builder.maxThreads(builder.spec().name().equals("reports") ? 2 : 8).name("another");
		}

	}

}
