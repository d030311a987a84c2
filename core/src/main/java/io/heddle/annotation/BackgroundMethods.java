package io.heddle.annotation;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.heddle.background.Background;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodClassKey;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;

/**
 * The annotated methods of all beans.
 */
final class BackgroundMethods {

	private final Map<Class<?>, Map<Method, Background>> annotated = new ConcurrentHashMap<>();

	private final Map<MethodClassKey, BackgroundMethod> checked = new ConcurrentHashMap<>();

	/** Names of beans and their classes. */
	private final Set<String> seen = ConcurrentHashMap.newKeySet();

	/**
	 * The annotated methods of a bean that has not been seen yet.
	 * @throws BackgroundMistakeException if one of them has a mistake
	 */
	List<BackgroundMethod> check(Object bean, String beanName) {
		Class<?> type = userClass(bean);
		Map<Method, Background> methods = annotatedIn(type);
		if (methods.isEmpty() || !this.seen.add(beanName + " " + type.getName())) {
			return List.of();
		}
		return methods.entrySet()
			.stream()
			.map((entry) -> check(new Place(beanName, type, entry.getKey()), entry.getValue()))
			.toList();
	}

	private static Class<?> userClass(Object bean) {
		return ClassUtils.getUserClass(AopUtils.getTargetClass(bean));
	}

	private Map<Method, Background> annotatedIn(Class<?> type) {
		return this.annotated.computeIfAbsent(type,
				(key) -> Map.copyOf(MethodIntrospector.selectMethods(key, BackgroundMethods::annotationOf)));
	}

	private static @Nullable Background annotationOf(Method method) {
		return AnnotatedElementUtils.findMergedAnnotation(method, Background.class);
	}

	private BackgroundMethod check(Place place, Background settings) {
		BackgroundMethod method = BackgroundMethod.of(place, settings);
		this.checked.put(new MethodClassKey(place.method(), place.type()), method);
		return method;
	}

	/** The method that is being called. */
	BackgroundMethod of(MethodInvocation invocation) {
		Method called = invocation.getMethod();
		Object target = invocation.getThis();
		Class<?> type = (target != null) ? userClass(target) : called.getDeclaringClass();
		Method method = AopUtils.getMostSpecificMethod(called, type);
		BackgroundMethod known = this.checked.get(new MethodClassKey(method, type));
		return (known != null) ? known : late(new Place("?", type, method), called);
	}

	/** A target that the proxy has got later than its bean was made. */
	private BackgroundMethod late(Place place, Method called) {
		Background own = annotationOf(place.method());
		Background settings = (own != null) ? own : annotationOf(called);
		Assert.state(settings != null, () -> "%s is not @Background".formatted(called));
		return check(place, settings);
	}

}
