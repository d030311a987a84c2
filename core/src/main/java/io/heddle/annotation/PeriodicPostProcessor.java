package io.heddle.annotation;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import io.heddle.periodic.Periodic;
import io.heddle.periodic.ThreadedObject;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;

/**
 * Makes {@link Periodic} work: makes a {@link ThreadedObject} for each such method of a
 * singleton bean when the bean is made, hands it to a {@link PeriodicRegister}, and takes
 * it out again before the bean is destroyed.
 * <p>
 * A {@link PeriodicMistakeException} ends the start. Methods of beans that are no
 * singletons are not called, and a warning says so.
 * <p>
 * Declare it by a static method. It has no order, so that it comes after those that make
 * proxies.
 */
public final class PeriodicPostProcessor implements DestructionAwareBeanPostProcessor, BeanFactoryAware {

	private static final Logger logger = LoggerFactory.getLogger(PeriodicPostProcessor.class);

	private final Supplier<? extends PeriodicRegister> register;

	private final Map<Class<?>, Map<Method, Periodic>> annotated = new ConcurrentHashMap<>();

	private final Map<String, List<ThreadedObject>> objects = new ConcurrentHashMap<>();

	/** Names of beans that a warning has named. */
	private final Set<String> warned = ConcurrentHashMap.newKeySet();

	private @Nullable ConfigurableListableBeanFactory beans;

	/**
	 * A post-processor.
	 * @param register is not asked before there is something for it
	 */
	public PeriodicPostProcessor(Supplier<? extends PeriodicRegister> register) {
		this.register = register;
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		Assert.isInstanceOf(ConfigurableListableBeanFactory.class, beanFactory);
		this.beans = (ConfigurableListableBeanFactory) beanFactory;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof AopInfrastructureBean && !(bean instanceof ScopedObject)) {
			return bean;
		}
		List<PeriodicMethod> methods = methodsOf(beanName, userClass(bean));
		if (!methods.isEmpty() && isOnlyOne(bean, beanName)) {
			methods.forEach((method) -> add(bean, method));
		}
		return bean;
	}

	private List<PeriodicMethod> methodsOf(String bean, Class<?> type) {
		return annotatedIn(type).entrySet()
			.stream()
			.map((entry) -> new PeriodicMethod(new Place(bean, type, entry.getKey()), entry.getValue(), this::resolve))
			.toList();
	}

	/** The names of the objects that a bean of that class has once it is made. */
	public List<String> namesOf(String bean, Class<?> type) {
		return methodsOf(bean, ClassUtils.getUserClass(type)).stream().map(PeriodicMethod::name).toList();
	}

	/** Whether beans of that class have annotated methods. */
	public static boolean isPeriodic(Class<?> type) {
		return !select(ClassUtils.getUserClass(type)).isEmpty();
	}

	private boolean isOnlyOne(Object bean, String beanName) {
		ConfigurableListableBeanFactory factory = beans();
		if (factory.containsBean(beanName) && factory.isSingleton(beanName) && !(bean instanceof ScopedObject)) {
			return true;
		}
		if (this.warned.add(beanName)) {
			logger.warn("Bean '{}' has @Periodic methods, which are not called, because it is not a singleton: "
					+ "move them to one", beanName);
		}
		return false;
	}

	private void add(Object bean, PeriodicMethod method) {
		ThreadedObject.Builder builder = method.builder(bean);
		ThreadedObject object = this.register.get().add(builder);
		this.objects.computeIfAbsent(method.place().bean(), (name) -> new CopyOnWriteArrayList<>()).add(object);
	}

	@Override
	public boolean requiresDestruction(Object bean) {
		return !annotatedIn(userClass(bean)).isEmpty();
	}

	@Override
	public void postProcessBeforeDestruction(Object bean, String beanName) {
		List<ThreadedObject> removed = this.objects.remove(beanName);
		if (removed != null) {
			removed.forEach(this.register.get()::remove);
		}
	}

	private static Class<?> userClass(Object bean) {
		return ClassUtils.getUserClass(AopUtils.getTargetClass(bean));
	}

	private Map<Method, Periodic> annotatedIn(Class<?> type) {
		return this.annotated.computeIfAbsent(type, PeriodicPostProcessor::select);
	}

	private static Map<Method, Periodic> select(Class<?> type) {
		return Map.copyOf(MethodIntrospector.selectMethods(type, PeriodicPostProcessor::annotationOf));
	}

	private static @Nullable Periodic annotationOf(Method method) {
		return AnnotatedElementUtils.findMergedAnnotation(method, Periodic.class);
	}

	private String resolve(String text) {
		String resolved = beans().resolveEmbeddedValue(text);
		return (resolved != null) ? resolved : "";
	}

	private ConfigurableListableBeanFactory beans() {
		Assert.state(this.beans != null, "No bean factory has been set");
		return this.beans;
	}

}
