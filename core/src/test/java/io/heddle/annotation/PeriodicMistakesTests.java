package io.heddle.annotation;

import java.util.Objects;
import java.util.stream.Stream;

import io.heddle.periodic.Periodic;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.PropertySourcesPlaceholderConfigurer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Mistakes that stop the start, and what is said about each.
 */
class PeriodicMistakesTests {

	private static final String CALLABLE = "Make it a public method without parameters, neither static nor final, and "
			+ "declare it in an interface if the bean is proxied by its interfaces.";

	private static final String ONE_TIME = "Set one of them: period = \"5m\", or cron = \"0 3 * * *\".";

	private static final String DURATION = "Write a duration as '5m', '200ms' or 'PT5M'.";

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private PeriodicMistakeException mistake(Class<?> bean) {
		this.context.registerBean(PropertySourcesPlaceholderConfigurer.class);
		this.context.registerBean(PeriodicPostProcessor.class, () -> new PeriodicPostProcessor(() -> {
			throw new AssertionError("There is nothing to register");
		}));
		this.context.registerBean("jobs", bean);
		BeanCreationException failure = catchThrowableOfType(BeanCreationException.class, this.context::refresh);
		this.context.close();
		assertThat(failure.getCause()).isInstanceOf(PeriodicMistakeException.class);
		return (PeriodicMistakeException) Objects.requireNonNull(failure.getCause());
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void stopsTheStart(Class<?> type, String description, String action) {
		PeriodicMistakeException mistake = mistake(type);
		assertThat(mistake.getDescription())
			.startsWith("Method 'PeriodicMistakesTests.%s.work".formatted(type.getSimpleName()))
			.contains("' of bean 'jobs' is @Periodic" + description);
		assertThat(mistake.getAction()).isEqualTo(action);
		assertThat(mistake).hasMessage(mistake.getDescription() + " " + mistake.getAction());
	}

	static Stream<Arguments> stopsTheStart() {
		return Stream.of(
				arguments(Private.class, ", but it cannot be called through its bean: it is private.", CALLABLE),
				arguments(Static.class, ", but it cannot be called through its bean: it is static.", CALLABLE),
				arguments(Parameters.class, ", but it cannot be called through its bean: it takes parameters.",
						CALLABLE),
				arguments(Neither.class, " with neither 'period' nor 'cron'.", ONE_TIME),
				arguments(Both.class, " with both 'period' and 'cron'.", ONE_TIME),
				arguments(Soon.class, "(period = \"soon\"), but ", DURATION),
				arguments(Zero.class,
						"(period = \"0s\"), but 'period' of periodic object 'jobs-work' must be more than 0 but was PT0S.",
						DURATION),
				arguments(NegativeWait.class, "(minWait = \"-1s\"), but ", DURATION),
				arguments(NoThreads.class,
						"(threads = \"0\"), but 'threads' of periodic object 'jobs-work' must be from 1 to 10000 but was 0.",
						"Set it to another number."),
				arguments(WrongCron.class,
						"(cron = \"61 * * * *\"), but Cron expression '61 * * * *' has the wrong minute '61': ",
						"Write six fields as for @Scheduled, or five as in a crontab."),
				arguments(WrongZone.class, "(zone = \"Madrid\"), but ",
						"Write the zone as 'Europe/Madrid', 'UTC' or '+01:00'."),
				arguments(ZoneOfPeriod.class, "(zone = \"UTC\"), but a period has no time zone.",
						"Remove 'zone', or set 'cron' instead of 'period'."),
				arguments(Dotted.class, "(name = \"a.b\"), but 'a.b' cannot be a name.",
						"Choose a name of letters, digits, dashes and underscores, without dots."),
				arguments(Unresolved.class, "(period = \"${no.such}\"), but Could not resolve placeholder 'no.such'",
						"Set the property, or give it a default: ${name:value}."));
	}

	@Test
	void aFinalMethodOfAProxiedClassCannotBeCalled() {
		advise(true);
		assertThat(mistake(Final.class).getDescription())
			.endsWith("it cannot be called through its bean: it is final.");
	}

	@Test
	void aMethodThatNoProxiedInterfaceHasCannotBeCalled() {
		advise(false);
		assertThat(mistake(OfClass.class).getDescription())
			.endsWith("it is not in the interfaces that the bean is proxied by.");
	}

	private void advise(boolean classes) {
		this.context.registerBean("around", MethodInterceptor.class, () -> (invocation) -> invocation.proceed());
		this.context.registerBean(BeanNameAutoProxyCreator.class, () -> {
			BeanNameAutoProxyCreator creator = new BeanNameAutoProxyCreator();
			creator.setBeanNames("jobs");
			creator.setInterceptorNames("around");
			creator.setProxyTargetClass(classes);
			return creator;
		});
	}

	static class Private {

		@Periodic(period = "1s")
		@SuppressWarnings("UnusedMethod") // found by its annotation
		private void work() {
		}

	}

	static class Static {

		@Periodic(period = "1s")
		public static void work() {
		}

	}

	static class Parameters {

		@Periodic(period = "1s")
		public void work(String text) {
		}

	}

	static class Neither {

		@Periodic
		public void work() {
		}

	}

	static class Both {

		@Periodic(period = "1s", cron = "* * * * *")
		public void work() {
		}

	}

	static class Soon {

		@Periodic(period = "soon")
		public void work() {
		}

	}

	static class Zero {

		@Periodic(period = "0s")
		public void work() {
		}

	}

	static class NegativeWait {

		@Periodic(period = "1s", minWait = "-1s")
		public void work() {
		}

	}

	static class NoThreads {

		@Periodic(period = "1s", threads = 0)
		public void work() {
		}

	}

	static class WrongCron {

		@Periodic(cron = "61 * * * *")
		public void work() {
		}

	}

	static class WrongZone {

		@Periodic(cron = "* * * * *", zone = "Madrid")
		public void work() {
		}

	}

	static class ZoneOfPeriod {

		@Periodic(period = "1s", zone = "UTC")
		public void work() {
		}

	}

	static class Dotted {

		@Periodic(name = "a.b", period = "1s")
		public void work() {
		}

	}

	static class Unresolved {

		@Periodic(period = "${no.such}")
		public void work() {
		}

	}

	static class Final {

		@Periodic(period = "1s")
		public final void work() {
		}

	}

	static class OfClass implements Runnable {

		@Override
		public void run() {
		}

		@Periodic(period = "1s")
		public void work() {
		}

	}

}
