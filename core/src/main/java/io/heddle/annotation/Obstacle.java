package io.heddle.annotation;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.SpringProxy;
import org.springframework.aop.support.AopUtils;
import org.springframework.util.ClassUtils;

/**
 * Why the calls of a method cannot be intercepted.
 */
final class Obstacle {

	private Obstacle() {
	}

	/** Whether no subclass of the object's class can be made, and none is needed. */
	static boolean isFinal(Object bean) {
		Class<?> type = bean.getClass();
		return Modifier.isFinal(type.getModifiers()) && !Proxy.isProxyClass(type) && !ClassUtils.isLambdaClass(type);
	}

	/** The reason, {@code null} if there is none. */
	static @Nullable String of(Place place, Object bean) {
		Method method = place.method();
		if (Modifier.isPrivate(method.getModifiers())) {
			return "it is private";
		}
		if (Modifier.isStatic(method.getModifiers())) {
			return "it is static";
		}
		if (Proxy.isProxyClass(bean.getClass())) {
			return isOfInterface(place, bean.getClass()) ? null
					: "it is not in the interfaces that the bean is proxied by";
		}
		if (isFinal(bean)) {
			return "its class is final";
		}
		if (Modifier.isFinal(method.getModifiers())) {
			return "it is final";
		}
		return (bean instanceof SpringProxy) ? null : "the bean has no proxy";
	}

	private static boolean isOfInterface(Place place, Class<?> proxy) {
		return Arrays.stream(ClassUtils.getAllInterfacesForClass(proxy))
			.flatMap((type) -> Arrays.stream(type.getMethods()))
			.anyMatch((method) -> AopUtils.getMostSpecificMethod(method, place.type()).equals(place.method()));
	}

}
