package io.heddle.autoconfigure.context;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.heddle.autoconfigure.enrich.EnrichAutoConfiguration;
import io.heddle.autoconfigure.generator.GeneratorAutoConfiguration;
import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.autoconfigure.worker.WorkerAutoConfiguration;
import io.heddle.enrich.ConfigEnricher;
import io.heddle.enrich.Enricher;
import io.heddle.generator.BackgroundGenerator;
import io.heddle.generator.BackgroundGenerators;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import io.heddle.worker.SingletonWorker;
import io.micrometer.context.ContextRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.MDC;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What travels from the caller into the threads of enrichers, workers and generators.
 */
class TravellingContextTests {

	private static final ThreadLocal<String> TENANT = new ThreadLocal<>();

	private final Queue<String> seen = new ConcurrentLinkedQueue<>();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RegistryAutoConfiguration.class, EnrichAutoConfiguration.class,
				GeneratorAutoConfiguration.class, WorkerAutoConfiguration.class))
		.withBean("looks", ConfigEnricher.class, this::enricher)
		.withBean("looker", SingletonWorker.class, () -> SingletonWorker.builder("looker").build());

	private ConfigEnricher<?, ?, ?> enricher() {
		return Enricher.<Integer, String>of("looks")
			.tasks(() -> List.of(1, 2))
			.doTask((task) -> look())
			.saveData((task, data) -> this.seen.add(data))
			.threads(2)
			.build();
	}

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

	private static void be(String user, String tenant) {
		MDC.put("user", user);
		TENANT.set(tenant);
	}

	private ApplicationContextRunner in(ThreadMode mode) {
		assumeTrue(ThreadSource.isSupported(mode));
		return this.runner.withPropertyValues("heddle.enrich.looks.mode=" + mode, "heddle.generator.looks.mode=" + mode,
				"spring.threads.virtual.enabled=" + (mode == ThreadMode.VIRTUAL));
	}

	/** What the threads of an enricher, of a worker and of a generator see. */
	@SuppressWarnings("unchecked")
	private List<String> seen(AssertableApplicationContext context) {
		this.seen.clear();
		context.getBean(ConfigEnricher.class).enrich();
		SingletonWorker<String, String> worker = context.getBean(SingletonWorker.class);
		worker.put("look", TravellingContextTests::look);
		assertThat(worker.awaitDone(Duration.ofSeconds(20))).isTrue();
		this.seen.add(worker.get("look").require());
		try (BackgroundGenerator<String> generator = context.getBean(BackgroundGenerators.class)
			.of("looks", () -> Stream.of(look()).iterator())) {
			return Stream.concat(this.seen.stream(), generator.stream()).toList();
		}
	}

	@ParameterizedTest
	@EnumSource(ThreadMode.class)
	void isInAllThreads(ThreadMode mode) {
		in(mode).run((context) -> {
			be("alice", "acme");
			assertThat(seen(context)).hasSize(4).containsOnly("alice of acme");
			assertThat(look()).isEqualTo("alice of acme");
			be("bob", "emca");
			assertThat(seen(context)).hasSize(4).containsOnly("bob of emca");
			clean();
			register();
			assertThat(seen(context)).hasSize(4).containsOnly("null of null");
		});
	}

	@ParameterizedTest
	@EnumSource(ThreadMode.class)
	void nothingTravelsWhenItIsOff(ThreadMode mode) {
		in(mode).withPropertyValues("heddle.context-propagation=false")
			.withBean(ContextPropagatingTaskDecorator.class)
			.run((context) -> {
				be("alice", "acme");
				assertThat(seen(context)).hasSize(4).containsOnly("null of null");
			});
	}

	@Test
	void mdcTravelsWithoutMicrometer() {
		this.runner.withClassLoader(new FilteredClassLoader("io.micrometer")).run((context) -> {
			be("alice", "acme");
			assertThat(seen(context)).hasSize(4).containsOnly("alice of null");
		});
	}

	@Test
	void decoratorsOfTheUserGoAroundAThread() {
		AtomicInteger ended = new AtomicInteger();
		CountDownLatch all = new CountDownLatch(4);
		TaskDecorator decorator = (task) -> () -> {
			task.run();
			ended.getAndIncrement();
			all.countDown();
		};
		this.runner.withBean(TaskDecorator.class, () -> decorator).run((context) -> {
			assertThat(seen(context)).hasSize(4);
			all.await();
			assertThat(ended).hasValue(4);
		});
	}

}
