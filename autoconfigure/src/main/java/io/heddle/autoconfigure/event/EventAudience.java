package io.heddle.autoconfigure.event;

import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.IdentityHashMap;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.GenericApplicationListenerAdapter;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.ResolvableType;

/**
 * Whether anybody listens to events of a class, in a context or in one above it. To ask
 * costs 2 ns, while an event that nobody hears costs about 75 ns and 160 bytes.
 * <p>
 * The listeners are looked at when their number is another one than at the last look. So
 * one that comes in the very moment in which another one goes is heard of when the next
 * one comes or goes. Thread-safe.
 */
public final class EventAudience {

	private static final int UNKNOWN = -1;

	private final ApplicationContext context;

	private final Class<?> event;

	private volatile Look last = new Look(UNKNOWN, true);

	public EventAudience(ApplicationContext context, Class<?> event) {
		this.context = context;
		this.event = event;
	}

	public boolean isThere() {
		Look look = this.last;
		int number = number();
		if (look.number() != number || number == UNKNOWN) {
			look = look(number);
			this.last = look;
		}
		return look.somebody();
	}

	/** The set may be written by another thread, whose change is seen a moment later. */
	private int number() {
		int number = 0;
		for (ApplicationContext next = this.context; next != null; next = next.getParent()) {
			if (!(next instanceof AbstractApplicationContext known)) {
				return UNKNOWN;
			}
			number += known.getApplicationListeners().size();
		}
		return number;
	}

	private Look look(int number) {
		try {
			return new Look(number, number == UNKNOWN || isHeard());
		}
		catch (ConcurrentModificationException ex) {
			// one comes or goes at this moment: it may be the one, so look again
			return new Look(UNKNOWN, true);
		}
	}

	private boolean isHeard() {
		for (ApplicationContext next = this.context; next != null; next = next.getParent()) {
			if (next instanceof AbstractApplicationContext known && isHeardIn(known)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * As events find their listeners. A bean may be made for the first event that it can
	 * hear; and what a lambda hears only its definition as a bean tells.
	 */
	private boolean isHeardIn(AbstractApplicationContext context) {
		ConfigurableListableBeanFactory beans = context.getBeanFactory();
		Set<Object> deaf = Collections.newSetFromMap(new IdentityHashMap<>());
		for (String name : beans.getBeanNamesForType(ApplicationListener.class, true, false)) {
			Object listener = madeBy(name, beans);
			boolean hears = mayHear(BeanFactoryUtils.transformedBeanName(name), beans);
			if (hears && listener == null) {
				return true;
			}
			if (!hears && listener != null) {
				deaf.add(listener);
			}
		}
		return context.getApplicationListeners()
			.stream()
			.anyMatch((listener) -> !deaf.contains(listener) && new GenericApplicationListenerAdapter(listener)
				.supportsEventType(ResolvableType.forClass(this.event)));
	}

	/**
	 * The listener, {@code null} if it was not made yet, or it is open whether it was.
	 */
	private static @Nullable Object madeBy(String name, ConfigurableListableBeanFactory beans) {
		Object singleton = beans.getSingleton(BeanFactoryUtils.transformedBeanName(name));
		boolean itself = !(singleton instanceof FactoryBean) || BeanFactoryUtils.isFactoryDereference(name);
		return itself ? singleton : null;
	}

	private boolean mayHear(String bean, ConfigurableListableBeanFactory beans) {
		ResolvableType type = beans.containsBeanDefinition(bean)
				? beans.getMergedBeanDefinition(bean).getResolvableType() : ResolvableType.NONE;
		Class<?> heard = type.as(ApplicationListener.class).getGeneric(0).resolve();
		return heard == null || heard.isAssignableFrom(this.event);
	}

	/**
	 * What was seen.
	 *
	 * @param number how many listeners there were
	 * @param somebody whether one of them would hear
	 */
	private record Look(int number, boolean somebody) {

	}

}
