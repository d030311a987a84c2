package io.heddle.annotation;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.heddle.background.ThreadWrapper;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.SpringProxy;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * A method that is to be called when a task has ended, as the annotation names it. Which
 * method that is depends on the class of the bean: the same bean may be made by a
 * subclass, the other bean may be made later.
 */
final class Callback {

	private final Place place;

	private final CallbackKind kind;

	private final String text;

	/** What the method is about, {@link ResolvableType#NONE} if nothing. */
	private final ResolvableType value;

	/** By the class of the object that they are called on. */
	private final Map<Class<?>, CallbackMethod> methods = new ConcurrentHashMap<>();

	Callback(Place place, CallbackKind kind, String text, ResolvableType value) {
		this.place = place;
		this.kind = kind;
		this.text = text;
		this.value = value;
		int hash = text.lastIndexOf('#');
		if (hash == 0 || hash == text.length() - 1) {
			throw place.notACallback(kind, text);
		}
	}

	/** The name of the other bean, {@code null} if it is the same bean. */
	@Nullable String bean() {
		int hash = this.text.lastIndexOf('#');
		return (hash < 0) ? null : this.text.substring(0, hash);
	}

	private String name() {
		return this.text.substring(this.text.lastIndexOf('#') + 1);
	}

	Place place() {
		return this.place;
	}

	BackgroundMistakeException unknownBean(String bean, List<String> beans) {
		return this.place.unknownBean(this.kind, this.text, bean, beans);
	}

	/** Calls the method on a bean, or on the target of one. */
	void call(Object receiver, @Nullable Object about, ThreadWrapper<?> thread) {
		on(receiver).call(this.kind, receiver, about, thread);
	}

	/**
	 * The method of a bean, or of the target of one.
	 * @throws BackgroundMistakeException if there is none
	 */
	CallbackMethod on(Object receiver) {
		CallbackMethod known = this.methods.get(receiver.getClass());
		if (known != null) {
			return known;
		}
		CallbackMethod found = find(AopUtils.getTargetClass(receiver));
		CallbackMethod invocable = found.with(invocable(found.method(), receiver.getClass()));
		this.methods.put(receiver.getClass(), invocable);
		return invocable;
	}

	private Method invocable(Method method, Class<?> type) {
		if (isClassProxy(type) && Modifier.isFinal(method.getModifiers())) {
			throw this.place.unreachable(this.kind, this.text, method, "it is final");
		}
		try {
			Method invocable = AopUtils.selectInvocableMethod(method, type);
			ReflectionUtils.makeAccessible(invocable);
			return invocable;
		}
		catch (IllegalStateException ex) {
			throw this.place.unreachable(this.kind, this.text, method,
					isClassProxy(type) ? "it is private" : "no interface has it");
		}
	}

	private static boolean isClassProxy(Class<?> type) {
		return SpringProxy.class.isAssignableFrom(type) && !Proxy.isProxyClass(type);
	}

	/**
	 * The method of a class.
	 * @throws BackgroundMistakeException if there is none
	 */
	CallbackMethod find(Class<?> type) {
		Class<?> user = ClassUtils.getUserClass(type);
		List<Method> named = methodsOf(user).filter((method) -> method.getName().equals(name())).toList();
		if (named.isEmpty()) {
			throw this.place.unknownCallback(this.kind, this.text, name(), user,
					methodsOf(user).map(Method::getName).distinct().sorted().toList());
		}
		List<CallbackMethod> fitting = named.stream().flatMap((method) -> fit(method, user).stream()).toList();
		if (fitting.isEmpty()) {
			throw this.place.wrongSignature(this.kind, this.text, named, legal());
		}
		if (fitting.size() > 1) {
			throw this.place.ambiguous(this.kind, this.text, fitting.stream().map(CallbackMethod::method).toList());
		}
		return fitting.get(0);
	}

	private static Stream<Method> methodsOf(Class<?> type) {
		return Stream.of(ReflectionUtils.getUniqueDeclaredMethods(type))
			.filter((method) -> !method.isSynthetic() && method.getDeclaringClass() != Object.class);
	}

	/** At most one: how it is called, if it can be. */
	private List<CallbackMethod> fit(Method method, Class<?> type) {
		int count = method.getParameterCount();
		boolean takesThread = count > 0 && method.getParameterTypes()[count - 1] == ThreadWrapper.class;
		int values = takesThread ? count - 1 : count;
		boolean fits = values == 0 || (values == 1 && accepts(ResolvableType.forMethodParameter(method, 0, type)));
		return fits ? List.of(new CallbackMethod(method, values == 1, takesThread)) : List.of();
	}

	private boolean accepts(ResolvableType parameter) {
		return switch (this.kind) {
			case SUCCESS -> acceptsResult(parameter);
			case FAIL -> ClassUtils.isAssignable(Throwable.class, parameter.toClass());
			case END -> false;
		};
	}

	/** What is unknown of the result may fit. */
	private boolean acceptsResult(ResolvableType parameter) {
		Class<?> result = this.value.resolve();
		return result == null || parameter.isAssignableFrom(this.value)
				|| (this.value.hasUnresolvableGenerics() && ClassUtils.isAssignable(parameter.toClass(), result));
	}

	private String legal() {
		String about = switch (this.kind) {
			case SUCCESS -> "(%1$s), (ThreadWrapper) or (%1$s, ThreadWrapper)".formatted(shortName());
			case FAIL -> "(Throwable), (ThreadWrapper) or (Throwable, ThreadWrapper)";
			case END -> "(ThreadWrapper)";
		};
		return "nothing" + ((this.kind == CallbackKind.END) ? " or " : ", ") + about;
	}

	private String shortName() {
		Class<?> result = this.value.resolve();
		return (result != null) ? ClassUtils.getShortName(result) : "Object";
	}

}
