package io.heddle.autoconfigure.periodic;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.activity.Activity;
import io.heddle.activity.ActivityState;
import io.heddle.activity.FatalErrorHandler;
import io.heddle.annotation.PeriodicPostProcessor;
import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.periodic.CatchUp;
import io.heddle.periodic.CronTab;
import io.heddle.periodic.Overlap;
import io.heddle.periodic.Periodic;
import io.heddle.periodic.PeriodicMode;
import io.heddle.periodic.PeriodicScheduler;
import io.heddle.periodic.PeriodicSpec;
import io.heddle.periodic.ThreadedObject;
import io.heddle.registry.Registry;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class PeriodicAutoConfigurationTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	private final AtomicInteger runs = new AtomicInteger();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RegistryAutoConfiguration.class, PeriodicAutoConfiguration.class));

	private ThreadedObject object(String name) {
		return ThreadedObject.builder(name).target(this.runs::incrementAndGet).period(Duration.ofHours(1)).build();
	}

	private ApplicationContextRunner withObject() {
		return this.runner.withBean("rescan", ThreadedObject.class, () -> object("rescan"));
	}

	private static PeriodicSpec spec(ApplicationContext context) {
		return context.getBean(ThreadedObject.class).spec();
	}

	@Test
	void makesASchedulerWithTheDefaultsOfTheCore() {
		this.runner.run((context) -> {
			PeriodicScheduler scheduler = context.getBean(PeriodicScheduler.class);
			assertThat(context).hasBean("periodicScheduler");
			assertThat(scheduler.mode()).isEqualTo(ThreadMode.PLATFORM);
			assertThat(scheduler.maxThreads()).isEqualTo(PeriodicScheduler.DEFAULT_MAX_THREADS);
			assertThat(scheduler.threads()).isZero();
			assertThat(context.getBean(Registry.class).list()).isEmpty();
		});
	}

	@Test
	void theSchedulerIsSetByProperties() {
		this.runner.withPropertyValues("heddle.scheduler.max-threads=3")
			.run((context) -> assertThat(context.getBean(PeriodicScheduler.class).maxThreads()).isEqualTo(3));
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void threadsAreVirtualWhereTheApplicationWantsThat() {
		this.runner.withPropertyValues("spring.threads.virtual.enabled=true").run((context) -> {
			PeriodicScheduler scheduler = context.getBean(PeriodicScheduler.class);
			assertThat(scheduler.mode()).isEqualTo(ThreadMode.VIRTUAL);
			assertThat(scheduler.maxThreads()).isEqualTo(PeriodicScheduler.DEFAULT_MAX_VIRTUAL_THREADS);
		});
		this.runner.withPropertyValues("spring.threads.virtual.enabled=true", "heddle.scheduler.mode=platform")
			.run((context) -> assertThat(context.getBean(PeriodicScheduler.class).mode())
				.isEqualTo(ThreadMode.PLATFORM));
	}

	@Test
	void backsOffBeforeAnotherScheduler() {
		PeriodicScheduler own = PeriodicScheduler.shared();
		this.runner.withBean(PeriodicScheduler.class, () -> own)
			.run((context) -> assertThat(context.getBean(PeriodicScheduler.class)).isSameAs(own));
	}

	@Test
	void isOffByProperty() {
		withObject().withBean(Jobs.class)
			.withPropertyValues("heddle.enabled=false", "heddle.periodic.nothing.period=1s")
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(PeriodicScheduler.class);
				assertThat(context.getBean(ThreadedObject.class).getStarted()).isNull();
			});
	}

	@Test
	void doesWithoutTheLibrariesThatAreOptional() {
		withObject()
			.withClassLoader(new FilteredClassLoader("io.micrometer", "jakarta.validation", "org.hibernate.validator"))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void anObjectRunsWithItsContext() {
		ThreadedObject own = object("rescan");
		this.runner.withBean("rescan", ThreadedObject.class, () -> own).run((context) -> {
			assertThat(context.getBean(Registry.class).find("periodic", "rescan")).hasValue(own.activity());
			await().atMost(LONG).until(() -> this.runs.get() == 1);
			assertThat(own.isAlive()).isTrue();
			assertThat(own.spec()).isEqualTo(PeriodicSpec.of("rescan").period(Duration.ofHours(1)));
		});
		assertThat(own.isAlive()).isFalse();
		assertThat(own.activity().activityState()).isEqualTo(ActivityState.ENDED);
		assertThat(ThreadedObject.instances()).doesNotContain(own);
	}

	@Test
	void aContextKillsOnlyItsOwn() {
		ThreadedObject other = object("other");
		other.start();
		withObject().run((context) -> assertThat(context).hasNotFailed());
		assertThat(other.isAlive()).isTrue();
		assertThat(other.getStarted()).isNotNull();
		other.kill();
	}

	@Test
	void usesTheSchedulerOfTheContext() {
		List<String> threads = new CopyOnWriteArrayList<>();
		this.runner.withBean("one", ThreadedObject.class,
				() -> ThreadedObject.builder("one").target(() -> threads.add(Thread.currentThread().getName())).build())
			.withBean(PeriodicScheduler.class,
					() -> new PeriodicScheduler("own", ThreadSource.of(ThreadMode.PLATFORM), 2))
			.run((context) -> {
				await().atMost(LONG).until(() -> !threads.isEmpty());
				assertThat(context.getBean(PeriodicScheduler.class).threads()).isEqualTo(1);
			});
	}

	@Test
	void aDedicatedThreadIsNamedAfterTheObject() {
		List<String> threads = new CopyOnWriteArrayList<>();
		this.runner.withBean("one", ThreadedObject.class,
				() -> ThreadedObject.builder("one").target(() -> threads.add(Thread.currentThread().getName())).build())
			.withPropertyValues("heddle.periodic.one.dedicated-thread=true")
			.run((context) -> {
				await().atMost(LONG).until(() -> !threads.isEmpty());
				assertThat(context.getBean(PeriodicScheduler.class).threads()).isZero();
			});
		assertThat(threads).containsOnly("one");
	}

	@Test
	void propertiesTuneABean() {
		withObject()
			.withPropertyValues("heddle.periodic.rescan.period=5m", "heddle.periodic.rescan.min-wait=2s",
					"heddle.periodic.rescan.threads=3", "heddle.periodic.rescan.first=1",
					"heddle.periodic.rescan.start=false", "heddle.periodic.rescan.mode=fixed-rate",
					"heddle.periodic.rescan.catch-up=one", "heddle.periodic.rescan.overlap=queue",
					"heddle.periodic.rescan.dedicated-thread=true", "heddle.periodic.rescan.grace=2.5")
			.run((context) -> {
				assertThat(spec(context)).isEqualTo(PeriodicSpec.of("rescan")
					.period(Duration.ofMinutes(5))
					.minWait(Duration.ofSeconds(2))
					.threads(3)
					.first(1)
					.autoStart(false)
					.mode(PeriodicMode.FIXED_RATE)
					.catchUp(CatchUp.ONE)
					.overlap(Overlap.QUEUE)
					.dedicatedThread(true)
					.grace(2.5));
				assertThat(context.getBean(ThreadedObject.class).getStarted()).isNull();
			});
	}

	@Test
	void aCronExpressionTakesThePlaceOfAPeriod() {
		withObject()
			.withPropertyValues("heddle.periodic.rescan.cron=0 3 * * *", "heddle.periodic.rescan.zone=Europe/Madrid")
			.run((context) -> assertThat(spec(context)).isEqualTo(PeriodicSpec.of("rescan")
				.period(Duration.ofHours(1))
				.cron("0 3 * * *", ZoneId.of("Europe/Madrid"))));
	}

	@Test
	void aPeriodTakesThePlaceOfACronExpression() {
		this.runner.withBean(Jobs.class).withPropertyValues("heddle.periodic.report.period=5m").run((context) -> {
			PeriodicSpec spec = find(context, "report").spec();
			assertThat(spec.mode()).isEqualTo(PeriodicMode.ORIGINAL);
			assertThat(spec.period()).isEqualTo(Duration.ofMinutes(5));
		});
	}

	@Test
	void aZoneAloneMovesTheCronExpression() {
		this.runner.withBean(Jobs.class)
			.withPropertyValues("heddle.periodic.report.zone=Asia/Tokyo")
			.run((context) -> assertThat(find(context, "report").spec())
				.isEqualTo(PeriodicSpec.of("report").cron("0 3 1 1 *", ZoneId.of("Asia/Tokyo"))));
	}

	@Test
	void caseAndDashesDoNotCount() {
		this.runner.withBean("nightlyScan", ThreadedObject.class, () -> object("scan"))
			.withPropertyValues("heddle.periodic.nightly-scan.period=5m")
			.run((context) -> assertThat(spec(context).period()).isEqualTo(Duration.ofMinutes(5)));
	}

	@Test
	void theNameOfTheObjectCountsToo() {
		this.runner.withBean("bean", ThreadedObject.class, () -> object("scan"))
			.withPropertyValues("heddle.periodic.scan.period=5m")
			.run((context) -> assertThat(spec(context).period()).isEqualTo(Duration.ofMinutes(5)));
	}

	@Test
	void customizersHaveTheLastWordInTheirOrder() {
		withObject().withUserConfiguration(Customizers.class)
			.withPropertyValues("heddle.periodic.rescan.threads=2")
			.run((context) -> assertThat(spec(context).threads()).isEqualTo(102));
	}

	@Test
	void annotatedMethodsAreCalledAndTuned() {
		this.runner.withBean("jobs", Jobs.class)
			.withPropertyValues("heddle.periodic.jobs-scan.period=1ms", "heddle.periodic.REPORT.start=false")
			.run((context) -> {
				Jobs jobs = context.getBean(Jobs.class);
				assertThat(jobs.scanned.await(20, TimeUnit.SECONDS)).isTrue();
				assertThat(find(context, "jobs-scan").spec().period()).isEqualTo(Duration.ofMillis(1));
				assertThat(find(context, "report").activity().activityState()).isEqualTo(ActivityState.NEW);
			});
	}

	private static ThreadedObject find(ApplicationContext context, String name) {
		assertThat(context.getBean(Registry.class).find("periodic", name)).isPresent();
		return ThreadedObject.instances()
			.stream()
			.filter((object) -> object.name().equals(name))
			.filter((object) -> context.getBean(Registry.class).contains(object.activity()))
			.findFirst()
			.orElseThrow();
	}

	@Test
	void theEndOfTheContextKillsWhatAnnotatedMethodsMade() {
		ThreadedObject[] made = new ThreadedObject[1];
		this.runner.withBean("jobs", Jobs.class).run((context) -> made[0] = find(context, "jobs-scan"));
		assertThat(made[0].isAlive()).isFalse();
	}

	@Test
	void backsOffBeforeAnotherPostProcessor() {
		this.runner.withBean(PeriodicPostProcessor.class, () -> new PeriodicPostProcessor(() -> {
			throw new AssertionError("There is nothing to register");
		})).run((context) -> assertThat(context).hasSingleBean(PeriodicPostProcessor.class));
	}

	@Test
	void errorsOfTheJvmInAnnotatedMethodsAreHeard() {
		List<String> heard = new CopyOnWriteArrayList<>();
		this.runner.withBean(Fatal.class)
			.withBean(FatalErrorHandler.class, () -> (error, where) -> heard.add(error.getMessage()))
			.run((context) -> await().atMost(LONG).until(() -> heard.equals(List.of("broken"))));
	}

	@Test
	void errorsOfTheJvmInBeansAreHeard() {
		List<String> heard = new CopyOnWriteArrayList<>();
		this.runner
			.withBean("fatal", ThreadedObject.class,
					() -> ThreadedObject.builder("fatal").period(Duration.ofHours(1)).target(new Fatal()::fail).build())
			.withBean(FatalErrorHandler.class, () -> (error, where) -> heard.add(where + ": " + error.getMessage()))
			.run((context) -> await().atMost(LONG)
				.until(() -> heard.equals(List.of("Periodic object 'fatal': broken"))));
	}

	@Test
	void aSchedulerThatABeanHasChosenStays() {
		PeriodicScheduler chosen = new PeriodicScheduler("chosen", ThreadSource.of(ThreadMode.PLATFORM), 1);
		List<Integer> threads = new CopyOnWriteArrayList<>();
		ThreadedObject scan = ThreadedObject.builder("scan")
			.period(Duration.ofHours(1))
			.scheduler(chosen)
			.target(() -> threads.add(chosen.threads()))
			.build();
		this.runner.withBean("scan", ThreadedObject.class, () -> scan)
			.run((context) -> await().atMost(LONG).until(() -> threads.equals(List.of(1))));
	}

	@Test
	void lazyContextsHaveThemToo() {
		withObject().withBean("jobs", Jobs.class)
			.withBean("nightly", CronTab.class, () -> new CronTab("0 3 * * *", () -> 1))
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertThat(context.getBean(Registry.class).list()).extracting(Activity::name)
				.containsExactlyInAnyOrder("rescan", "jobs-scan", "report", "nightly"));
	}

	@Test
	void aLazyBeanIsStartedWhenItIsMade() {
		this.runner.withUserConfiguration(LazyJobs.class)
			.withPropertyValues("heddle.periodic.lazy-scan.period=1h", "heddle.periodic.late.period=1h")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(Registry.class).list()).isEmpty();
				assertThat(context.getBean("lazy", Jobs.class).scanned.await(20, TimeUnit.SECONDS)).isTrue();
				assertThat(find(context, "lazy-scan").spec().period()).isEqualTo(Duration.ofHours(1));
				assertThat(context.getBean("late", ThreadedObject.class).getStarted()).isNotNull();
			});
	}

	@Test
	void aRestartOfTheContextResumesThem() {
		withObject().run((context) -> {
			ConfigurableApplicationContext source = context.getSourceApplicationContext();
			ThreadedObject object = context.getBean(ThreadedObject.class);
			await().atMost(LONG).until(() -> this.runs.get() == 1);
			source.stop();
			assertThat(object.getStarted()).isNull();
			assertThat(object.isAlive()).isTrue();
			source.start();
			await().atMost(LONG).until(() -> this.runs.get() == 2);
		});
	}

	@Test
	void aBeanThatFailsLeavesNothingBehind() {
		ThreadedObject own = object("rescan");
		this.runner.withBean("rescan", ThreadedObject.class, () -> own).withBean("failing", Object.class, () -> {
			own.start();
			throw new IllegalStateException("no database");
		}).run((context) -> assertThat(context).hasFailed());
		assertThat(own.isAlive()).isFalse();
	}

	@Test
	void aCrontabRunsWithItsContext() {
		CronTab crontab = new CronTab("* * * * *", this.runs::incrementAndGet);
		this.runner.withBean("nightly", CronTab.class, () -> crontab).run((context) -> {
			assertThat(context.getBean(Registry.class).find("periodic", "nightly")).hasValue(crontab.activity());
			await().atMost(LONG).until(() -> this.runs.get() == 1);
			assertThat(crontab.get()).hasValue(1);
		});
		assertThat(crontab.isAlive()).isFalse();
	}

	@Test
	void propertiesTuneACrontab() {
		CronTab crontab = new CronTab("0 3 * * *", this.runs::incrementAndGet);
		this.runner.withBean("nightly", CronTab.class, () -> crontab)
			.withPropertyValues("heddle.periodic.nightly.cron=30 4 * * *", "heddle.periodic.nightly.zone=Europe/Madrid",
					"heddle.periodic.nightly.start=false", "heddle.periodic.nightly.catch-up=one")
			.run((context) -> {
				assertThat(crontab.isAlive()).isFalse();
				assertThat(crontab.spec()).isEqualTo(PeriodicSpec.of("nightly")
					.cron("30 4 * * *", ZoneId.of("Europe/Madrid"))
					.autoStart(false)
					.catchUp(CatchUp.ONE));
				assertThat(crontab.match(ZonedDateTime.parse("2026-11-23T03:30Z"))).isTrue();
			});
	}

	@Test
	void aPropertyAllowsTheShell() {
		CronTab crontab = new CronTab("* * * * * echo hello");
		this.runner.withBean("nightly", CronTab.class, () -> crontab)
			.withPropertyValues("heddle.cron.allow-shell=true")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				await().atMost(LONG).until(() -> crontab.get().equals(Optional.of("hello\n")));
			});
	}

	@Test
	void twoContextsHaveTheirOwn() {
		withObject().run((one) -> {
			ThreadedObject first = one.getBean(ThreadedObject.class);
			withObject().run((two) -> assertThat(two.getBean(ThreadedObject.class)).isNotSameAs(first));
			assertThat(first.getStarted()).isNotNull();
		});
	}

	static class Jobs {

		private final CountDownLatch scanned = new CountDownLatch(1);

		@Periodic(period = "1h")
		public void scan() {
			this.scanned.countDown();
		}

		@Periodic(name = "report", cron = "0 3 1 1 *")
		public void monthly() {
		}

	}

	static class Fatal {

		@Periodic(period = "1h")
		public void fail() {
			throw new InternalError("broken");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyJobs {

		@Bean
		@Lazy
		Jobs lazy() {
			return new Jobs();
		}

		@Bean
		@Lazy
		ThreadedObject late() {
			return ThreadedObject.builder("late").build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		@Bean
		@Order(2)
		PeriodicCustomizer more() {
			return (spec) -> spec.threads(spec.threads() + 100);
		}

		@Bean
		@Order(1)
		PeriodicCustomizer any() {
			return (spec) -> spec.threads(Math.min(2, spec.threads()));
		}

	}

}
