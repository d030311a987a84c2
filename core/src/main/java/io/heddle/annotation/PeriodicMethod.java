package io.heddle.annotation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import io.heddle.periodic.Periodic;
import io.heddle.periodic.ThreadedObject;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.SpringProxy;
import org.springframework.aop.support.AopUtils;
import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringUtils;

/**
 * An annotated method.
 *
 * @param place the method
 * @param settings the annotation
 * @param resolver replaces placeholders
 */
record PeriodicMethod(Place place, Periodic settings, UnaryOperator<String> resolver) {

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

	/**
	 * The beginnings of the object that calls the method of that bean.
	 * @throws PeriodicMistakeException if there is a mistake
	 */
	ThreadedObject.Builder builder(Object bean) {
		Method method = invocable(bean);
		ThreadedObject.Builder builder = ThreadedObject.builder(name()).target(() -> call(method, bean));
		setTimes(builder);
		set("minWait", this.settings.minWait(), (value) -> builder.minWait(durationOf(value)));
		set("threads", String.valueOf(this.settings.threads()), (value) -> builder.threads(this.settings.threads()));
		return builder.spec((spec) -> spec.autoStart(this.settings.start()));
	}

	private static void call(Method method, Object bean) {
		try {
			method.invoke(bean);
		}
		catch (InvocationTargetException ex) {
			throw Rethrow.asIs(ex.getTargetException());
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** The method of the bean, which may be a proxy. */
	private Method invocable(Object bean) {
		String obstacle = obstacle(bean);
		if (obstacle != null) {
			throw cannotBeCalled(obstacle);
		}
		Method method = AopUtils.selectInvocableMethod(this.place.method(), bean.getClass());
		ReflectionUtils.makeAccessible(method);
		return method;
	}

	private @Nullable String obstacle(Object bean) {
		Method method = this.place.method();
		if (method.getParameterCount() > 0) {
			return "it takes parameters";
		}
		if (Modifier.isPrivate(method.getModifiers())) {
			return "it is private";
		}
		if (Modifier.isStatic(method.getModifiers())) {
			return "it is static";
		}
		return (bean instanceof SpringProxy) ? Obstacle.of(this.place, bean) : null;
	}

	/**
	 * The name of the object.
	 * @throws PeriodicMistakeException if it cannot be one
	 */
	String name() {
		String name = this.settings.name();
		if (name.isEmpty()) {
			return nameOf(this.place.bean()) + "-" + this.place.method().getName();
		}
		String resolved = resolve("name", name);
		if (!NAME.matcher(resolved).matches()) {
			throw mistake("name", name, "'%s' cannot be a name".formatted(resolved),
					"Choose a name of letters, digits, dashes and underscores, without dots.", null);
		}
		return resolved;
	}

	/** A bean may be named like its class. */
	private static String nameOf(String bean) {
		String last = bean.substring(bean.lastIndexOf('.') + 1);
		String name = last.replaceAll("[^A-Za-z0-9_-]+", "-");
		return last.equals(bean) ? name : StringUtils.uncapitalize(name);
	}

	private void setTimes(ThreadedObject.Builder builder) {
		boolean period = !this.settings.period().isEmpty();
		boolean cron = !this.settings.cron().isEmpty();
		if (period == cron) {
			throw notOneTime(period ? "both 'period' and 'cron'" : "neither 'period' nor 'cron'");
		}
		if (period && !this.settings.zone().isEmpty()) {
			throw mistake("zone", this.settings.zone(), "a period has no time zone",
					"Remove 'zone', or set 'cron' instead of 'period'.", null);
		}
		set("period", this.settings.period(), (value) -> builder.period(durationOf(value)));
		ZoneId zone = zone();
		set("cron", this.settings.cron(), (value) -> builder.cron(value, zone));
	}

	private @Nullable ZoneId zone() {
		String zone = this.settings.zone();
		try {
			return zone.isEmpty() ? null : ZoneId.of(resolve("zone", zone));
		}
		catch (DateTimeException ex) {
			throw mistake("zone", zone, ex.getMessage(), "Write the zone as 'Europe/Madrid', 'UTC' or '+01:00'.", ex);
		}
	}

	private static Duration durationOf(String text) {
		return DurationFormatterUtils.detectAndParse(text);
	}

	/** Sets what the text says, if there is one. */
	private void set(String attribute, String text, Consumer<String> setter) {
		if (text.isEmpty()) {
			return;
		}
		String value = resolve(attribute, text);
		try {
			setter.accept(value);
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			throw mistake(attribute, text, String.valueOf(ex.getMessage()), wayOut(attribute), ex);
		}
	}

	private static String wayOut(String attribute) {
		return switch (attribute) {
			case "cron" -> "Write six fields as for @Scheduled, or five as in a crontab.";
			case "threads" -> "Set it to another number.";
			default -> "Write a duration as '5m', '200ms' or 'PT5M'.";
		};
	}

	private String resolve(String attribute, String text) {
		try {
			return this.resolver.apply(text);
		}
		catch (IllegalArgumentException ex) {
			throw mistake(attribute, text, String.valueOf(ex.getMessage()),
					"Set the property, or give it a default: ${name:value}.", ex);
		}
	}

	private PeriodicMistakeException mistake(String attribute, String value, @Nullable String description,
			String action, @Nullable Throwable cause) {
		return new PeriodicMistakeException(
				"%s is @Periodic(%s = \"%s\"), but %s.".formatted(this.place, attribute, value, description), action,
				cause);
	}

	private PeriodicMistakeException cannotBeCalled(String obstacle) {
		return new PeriodicMistakeException(
				"%s is @Periodic, but it cannot be called through its bean: %s.".formatted(this.place, obstacle),
				"Make it a public method without parameters, neither static nor final, and declare it in an interface if "
						+ "the bean is proxied by its interfaces.",
				null);
	}

	private PeriodicMistakeException notOneTime(String what) {
		return new PeriodicMistakeException("%s is @Periodic with %s.".formatted(this.place, what),
				"Set one of them: period = \"5m\", or cron = \"0 3 * * *\".", null);
	}

}
