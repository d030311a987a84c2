package io.heddle.annotation;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

import io.heddle.activity.NearName;

import org.springframework.util.ClassUtils;

/**
 * Where a mistake is, and what is said about it.
 *
 * @param bean the name of the bean, empty if it is not known
 * @param type its class
 * @param method its annotated method
 */
record Place(String bean, Class<?> type, Method method) {

	/** How a method is shown to people. */
	static String signature(Method method) {
		return Arrays.stream(method.getParameterTypes())
			.map(ClassUtils::getShortName)
			.collect(Collectors.joining(", ", method.getName() + "(", ")"));
	}

	@Override
	public String toString() {
		String owner = this.bean.isEmpty() ? "" : " of bean '%s'".formatted(this.bean);
		return "Method '%s.%s'%s".formatted(ClassUtils.getShortName(this.type), signature(this.method), owner);
	}

	private BackgroundMistakeException mistake(String attribute, Object value, String description, String action) {
		return new BackgroundMistakeException(
				"%s is @Background(%s = %s), but %s.".formatted(this, attribute, value, description), action);
	}

	BackgroundMistakeException wrongReturnType() {
		return new BackgroundMistakeException(
				"%s is @Background, but its return type is %s.".formatted(this,
						this.method.getReturnType().getTypeName()),
				"Return void, ThreadWrapper, Future, CompletableFuture or CompletionStage.");
	}

	BackgroundMistakeException noThreadParameter() {
		return mistake("giveThread", true, "it has no parameter of type ThreadWrapper",
				"Add one, for which callers pass null, or remove giveThread and use ThreadWrapper.current().");
	}

	BackgroundMistakeException severalThreadParameters() {
		return mistake("giveThread", true, "it has more than one parameter of type ThreadWrapper",
				"Leave one of them, or remove giveThread and use ThreadWrapper.current().");
	}

	BackgroundMistakeException noManagerAtAll() {
		return new BackgroundMistakeException("%s is @Background, but there is no ThreadManager bean.".formatted(this),
				"Declare one: ThreadManager.builder().build().");
	}

	BackgroundMistakeException severalManagers(Collection<String> managers) {
		return new BackgroundMistakeException(
				"%s is @Background, but it is open which of the ThreadManager beans %s runs it.".formatted(this,
						managers),
				"Name one by 'manager', or make one of them @Primary.");
	}

	BackgroundMistakeException unknownManager(String manager, Collection<String> managers) {
		return mistake("manager", quoted(manager), "there is no bean '%s'".formatted(manager),
				"%sThe ThreadManager beans are %s.".formatted(NearName.ask(manager, managers), managers));
	}

	BackgroundMistakeException noManager(String manager, String type, Collection<String> managers) {
		return mistake("manager", quoted(manager), "bean '%s' of type %s is no ThreadManager".formatted(manager, type),
				"The ThreadManager beans are %s.".formatted(managers));
	}

	BackgroundMistakeException notACallback(CallbackKind kind, String text) {
		return mistake(kind.attribute(), quoted(text), "that names no method",
				"Write \"method\" for one of the same bean, or \"bean#method\".");
	}

	BackgroundMistakeException unknownBean(CallbackKind kind, String text, String bean, Collection<String> beans) {
		return mistake(kind.attribute(), quoted(text), "there is no bean '%s'".formatted(bean),
				"%sWrite \"bean#method\" with the name of a bean.".formatted(NearName.ask(bean, beans)));
	}

	BackgroundMistakeException unknownCallback(CallbackKind kind, String text, String name, Class<?> type,
			Collection<String> methods) {
		return mistake(kind.attribute(), quoted(text),
				"%s has no method '%s'".formatted(ClassUtils.getShortName(type), name),
				"%sWrite \"method\" for one of the same bean, or \"bean#method\"."
					.formatted(NearName.ask(name, methods)));
	}

	BackgroundMistakeException wrongSignature(CallbackKind kind, String text, List<Method> methods, String legal) {
		return mistake(kind.attribute(), quoted(text), "%s cannot be called".formatted(signatures(methods)),
				"It may take %s.".formatted(legal));
	}

	BackgroundMistakeException ambiguous(CallbackKind kind, String text, List<Method> methods) {
		return mistake(kind.attribute(), quoted(text),
				"it is open which of them is called: %s".formatted(signatures(methods)),
				"Give all of them but one another name.");
	}

	BackgroundMistakeException unreachable(CallbackKind kind, String text, Method callback, String why) {
		return mistake(kind.attribute(), quoted(text),
				"%s cannot be called through its bean: %s".formatted(signature(callback), why),
				"Make it public and not final, and declare it in an interface if the bean is proxied by its interfaces.");
	}

	private static String quoted(String value) {
		return '"' + value + '"';
	}

	private static String signatures(List<Method> methods) {
		return methods.stream()
			.map((method) -> ClassUtils.getShortName(method.getDeclaringClass()) + "." + signature(method))
			.sorted()
			.collect(Collectors.joining(" and "));
	}

}
