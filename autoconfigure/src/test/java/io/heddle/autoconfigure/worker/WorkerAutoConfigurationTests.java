package io.heddle.autoconfigure.worker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.heddle.activity.ActivityState;
import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.registry.Registry;
import io.heddle.thread.ThreadMode;
import io.heddle.worker.SingletonWorker;
import io.heddle.worker.UiWorker;
import io.heddle.worker.Worker;
import io.heddle.worker.WorkerMode;
import io.heddle.worker.WorkerPool;
import io.heddle.worker.WorkerProcess;
import io.heddle.worker.WorkerSpec;
import io.heddle.worker.WorkerThread;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class WorkerAutoConfigurationTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RegistryAutoConfiguration.class, WorkerAutoConfiguration.class))
		.withPropertyValues("heddle.shutdown.timeout=10s");

	private final ApplicationContextRunner parser = this.runner.withPropertyValues("heddle.worker.parser.mode=thread");

	@AfterEach
	void noThreadLeaked() {
		await().atMost(LONG)
			.untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
				.noneMatch((thread) -> thread.getName().matches("(parser|loader|pool|single|ui)-.*")));
	}

	private static WorkerSpec spec(ApplicationContext context) {
		return context.getBean("parser", WorkerProcess.class).spec();
	}

	@Test
	void makesAWorkerOfEachEntryAndStartsItWithTheApplication() {
		CompletableFuture<WorkerProcess> closed = new CompletableFuture<>();
		this.parser.withPropertyValues("heddle.worker.other.mode=thread")
			.withUserConfiguration(User.class)
			.run((context) -> {
				WorkerProcess worker = context.getBean(User.class).worker();
				closed.complete(worker);
				assertThat(context.getBeanNamesForType(WorkerProcess.class)).containsExactlyInAnyOrder("parser",
						"other");
				assertThat(worker.isAlive()).isTrue();
				assertThat(worker.<Integer>command(() -> 7)).isEqualTo(7);
				assertThat(context.getBean(Registry.class).find("worker", "parser")).hasValue(worker.activity());
			});
		assertThat(closed.join().activity().activityState()).isEqualTo(ActivityState.ENDED);
	}

	@Test
	void runsTasksInAChildProcess() {
		this.runner
			.withPropertyValues("heddle.worker.parser.heap=64MB",
					"heddle.worker.parser.environment.WORKER_HOME=/srv/parser",
					"heddle.worker.parser.allowed-types=io.heddle.autoconfigure.worker.*")
			.run((context) -> {
				WorkerProcess worker = context.getBean(WorkerProcess.class);
				assertThat(worker.<Long>command(() -> ProcessHandle.current().pid())).isEqualTo(worker.pid())
					.isNotEqualTo(ProcessHandle.current().pid());
				assertThat(worker.<String>command(() -> System.getenv("WORKER_HOME"))).isEqualTo("/srv/parser");
			});
	}

	@Test
	void doesNothingWithoutAWorker() {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(WorkerProcess.class);
			assertThat(context.getBean(Registry.class).list()).isEmpty();
		});
	}

	@Test
	void isOffByProperty() {
		this.parser.withPropertyValues("heddle.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(WorkerProcess.class));
	}

	@Test
	void doesWithoutTheLibrariesThatAreOptional() {
		this.parser
			.withClassLoader(new FilteredClassLoader("io.micrometer", "jakarta.validation", "org.hibernate.validator",
					"org.springframework.boot.actuate"))
			.run((context) -> assertThat(spec(context).mode()).isEqualTo(WorkerMode.THREAD));
	}

	@Test
	void propertiesSetAllSettings() {
		this.runner
			.withPropertyValues("heddle.worker.parser.mode=thread", "heddle.worker.parser.count=2",
					"heddle.worker.parser.heap=64MB", "heddle.worker.parser.task-timeout=3s",
					"heddle.worker.parser.max-tasks-per-child=4", "heddle.worker.parser.restart-backoff=5ms",
					"heddle.worker.parser.queue-capacity=6", "heddle.worker.parser.max-frame-size=1MB",
					"heddle.worker.parser.jvm-args=-Xss1m,-ea", "heddle.worker.parser.allowed-types=com.acme.*",
					"heddle.worker.parser.environment.LD_LIBRARY_PATH=/lib", "heddle.worker.parser.start=false")
			.run((context) -> {
				assertThat(spec(context)).isEqualTo(new WorkerSpec("parser", WorkerMode.THREAD, 2, 64 << 20,
						Duration.ofSeconds(3), 4, Duration.ofMillis(5), 6, 1 << 20, List.of("-Xss1m", "-ea"),
						List.of("com.acme.*"), Map.of("LD_LIBRARY_PATH", "/lib"), ThreadMode.PLATFORM, false));
				assertThat(context.getBean(WorkerProcess.class).isAlive()).isFalse();
			});
	}

	@Test
	void anEmptyEntryIsAWorkerWithItsDefaults() {
		this.runner.withPropertyValues("heddle.worker.parser=")
			.withBean(WorkerCustomizer.class, () -> (spec) -> spec.autoStart(false))
			.run((context) -> assertThat(spec(context)).isEqualTo(WorkerSpec.of("parser").autoStart(false)));
	}

	@Test
	void typesOfTheApplicationMayTravel() {
		this.parser.withPropertyValues("heddle.worker.parser.allowed-types=com.acme.*")
			.withUserConfiguration(Application.class)
			.run((context) -> assertThat(spec(context).allowedTypes()).containsExactly("com.acme.*",
					"io.heddle.autoconfigure.worker.**"));
	}

	@Test
	void anEntryTunesTheBeanOfItsName() {
		this.runner.withUserConfiguration(OwnProcess.class)
			.withPropertyValues("heddle.worker.native-parser.count=3")
			.run((context) -> {
				WorkerProcess worker = context.getBean(WorkerProcess.class);
				assertThat(worker.name()).isEqualTo("nativeParser");
				assertThat(worker.spec().count()).isEqualTo(3);
				assertThat(worker.spec().queueCapacity()).isEqualTo(9);
				assertThat(worker.isAlive()).isTrue();
			});
	}

	@Test
	void aVariableOverridesOrTunesAlone() {
		this.runner.withUserConfiguration(OwnProcess.class)
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
						Map.of("HEDDLE_WORKER_NATIVEPARSER_COUNT", "2"))))
			.run((context) -> assertThat(context.getBean(WorkerProcess.class).spec().count()).isEqualTo(2));
	}

	@Test
	void customizersHaveTheLastWordInTheirOrder() {
		this.parser.withPropertyValues("heddle.worker.parser.count=2")
			.withUserConfiguration(Customizers.class)
			.run((context) -> assertThat(spec(context).count()).isEqualTo(21));
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void threadsAreVirtualWhereTheApplicationWantsIt() {
		this.parser.withPropertyValues("spring.threads.virtual.enabled=true")
			.withUserConfiguration(Workers.class)
			.run((context) -> {
				assertThat(spec(context).threadMode()).isEqualTo(ThreadMode.VIRTUAL);
				WorkerThread<?> loader = context.getBean(WorkerThread.class);
				CompletableFuture<String> thread = new CompletableFuture<>();
				loader.put(() -> {
					thread.complete(Thread.currentThread().toString());
					return null;
				});
				assertThat(thread.get()).startsWith("VirtualThread");
			});
	}

	@Test
	void workersOfThisJvmStartAndStopWithTheApplication() {
		List<Worker> workers = new CopyOnWriteArrayList<>();
		this.runner.withUserConfiguration(Workers.class).run((context) -> {
			workers.addAll(context.getBeansOfType(Worker.class).values());
			assertThat(workers).hasSize(4).allMatch(Worker::isAlive);
			assertThat(context.getBean(Registry.class).list()).extracting((activity) -> activity.name())
				.containsExactlyInAnyOrder("loader", "pool", "single", "ui");
			context.getBean("pool", WorkerPool.class).setMaxThreads(2);
		});
		assertThat(workers).noneMatch(Worker::isAlive);
		assertThat(workers).extracting(Worker::getSize).containsOnly(0);
	}

	@Test
	void oneThatIsNotToStartDoesNot() {
		this.runner
			.withBean("loader", WorkerThread.class, () -> WorkerThread.builder("loader").autoStart(false).build())
			.run((context) -> assertThat(context.getBean(WorkerThread.class).isAlive()).isFalse());
	}

	/** T140. */
	@Test
	void theSingletonWorkerIsTheSameForAll() {
		this.runner.withUserConfiguration(Workers.class)
			.run((context) -> assertThat(context.getBean(SingletonWorker.class))
				.isSameAs(context.getBean(SingletonWorker.class)));
	}

	@Test
	void prototypesBelongToWhoeverAsksForThem() {
		this.runner.withUserConfiguration(Prototype.class).run((context) -> {
			assertThat(context.getBean(WorkerThread.class).isAlive()).isFalse();
			assertThat(context.getBean(Registry.class).list()).isEmpty();
		});
	}

	@Test
	void lazyInitializationDoesNotKeepThemFromStarting() {
		this.parser
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.withUserConfiguration(Workers.class)
			.run((context) -> assertThat(context.getBean(Registry.class).list()).hasSize(5)
				.allMatch((activity) -> activity.activityState() == ActivityState.RUNNING));
	}

	@Test
	void workersOfAContextThatFailsAreStopped() {
		this.runner.withUserConfiguration(Workers.class).withBean("last", Object.class, () -> {
			throw new IllegalStateException("fails after the others");
		}).run((context) -> assertThat(context).hasFailed());
	}

	@Configuration(proxyBeanMethods = false)
	static class User {

		private final WorkerProcess worker;

		User(@Qualifier("parser") WorkerProcess worker) {
			this.worker = worker;
		}

		WorkerProcess worker() {
			return this.worker;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@AutoConfigurationPackage
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnProcess {

		@Bean
		WorkerProcess nativeParser() {
			return WorkerProcess.builder("nativeParser").mode(WorkerMode.THREAD).queueCapacity(9).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		@Bean
		@Order(2)
		WorkerCustomizer second() {
			return (spec) -> spec.count(spec.count() + 1);
		}

		@Bean
		@Order(1)
		WorkerCustomizer first() {
			return (spec) -> spec.count(spec.count() * 10);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Workers {

		@Bean
		WorkerThread<Integer> loader() {
			return new WorkerThread<>("loader");
		}

		@Bean
		SingletonWorker<String, Integer> single() {
			return new SingletonWorker<>("single");
		}

		@Bean
		WorkerPool<Runnable> pool() {
			return WorkerPool.builder("pool").build();
		}

		@Bean
		UiWorker ui() {
			return UiWorker.builder("ui", Runnable::run).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Prototype {

		@Bean
		@Scope("prototype")
		WorkerThread<Integer> loader() {
			return new WorkerThread<>("loader");
		}

	}

}
