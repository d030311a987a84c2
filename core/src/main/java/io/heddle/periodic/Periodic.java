package io.heddle.periodic;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Has a method of a bean called again and again, by a {@link ThreadedObject} that starts
 * and ends with the application.
 * <p>
 * The method takes no parameters; what it returns is ignored. It is called through the
 * bean, so that transactions and the like happen. Either {@link #period} or {@link #cron}
 * has to be set. Texts may have placeholders: {@code "${rescan.period:5m}"}.
 * <p>
 * The bean has to be a singleton. A lazy one is scheduled once it is made; methods of
 * beans of other scopes are not called, and a warning says so.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Periodic {

	/**
	 * The name of the object, without dots; {@code <bean>-<method>} by default, where a
	 * bean that is named like a class loses the package.
	 */
	String name() default "";

	/** The time between two calls, as {@code 5m} or {@code PT5M}. */
	String period() default "";

	/** The times of the calls: six fields as in Spring, or five as in a crontab. */
	String cron() default "";

	/** Where the times of {@link #cron} are meant; where the JVM is by default. */
	String zone() default "";

	/** The least time between the end of a call and the beginning of the next. */
	String minWait() default "";

	/** How many calls may go on at the same time. */
	int threads() default 1;

	/** Whether it is started with the application. */
	boolean start() default true;

}
