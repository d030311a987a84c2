package io.heddle.architecture;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/**
 * What ArchUnit has no word for.
 */
final class Conditions {

	private Conditions() {
	}

	/** Imports downwards only; a class outside all rooms is a violation, too. */
	static ArchCondition<JavaClass> importOnlyItsRooms(String base) {
		return condition("import only the rooms of its line", (origin, events) -> {
			String room = Rooms.of(origin.getPackageName(), base).orElse("");
			if (!Rooms.names().contains(room)) {
				violated(events, origin, "Class <%s> is in no room".formatted(origin.getName()));
			}
			origin.getDirectDependenciesFromSelf().forEach((dependency) -> {
				Optional<String> other = roomOf(dependency, base);
				if (other.isPresent() && !Rooms.mayImport(room, other.get())) {
					violated(events, origin, dependency.getDescription());
				}
			});
		});
	}

	static ArchCondition<JavaClass> useOnlyItsLibraries(String base) {
		return condition("use only the libraries of its line", (origin, events) -> {
			String room = Rooms.of(origin.getPackageName(), base).orElse("");
			origin.getDirectDependenciesFromSelf().forEach((dependency) -> {
				JavaClass target = dependency.getTargetClass().getBaseComponentType();
				boolean ours = target.getPackageName().startsWith("io.heddle.");
				if (!ours && !target.isPrimitive() && !Rooms.mayUse(room, target.getName())) {
					violated(events, origin, dependency.getDescription());
				}
			});
		});
	}

	private static Optional<String> roomOf(Dependency dependency, String base) {
		return Rooms.of(dependency.getTargetClass().getBaseComponentType().getPackageName(), base);
	}

	static ArchCondition<JavaClass> haveNoSynchronizedMethod() {
		return condition("have no synchronized method",
				(origin, events) -> origin.getMethods()
					.stream()
					.filter((method) -> method.getModifiers().contains(JavaModifier.SYNCHRONIZED))
					.forEach((method) -> violated(events, origin, method.getDescription() + " is synchronized")));
	}

	static ArchCondition<JavaClass> beInANullMarkedPackage() {
		return condition("be in a package whose package-info is @NullMarked", (origin, events) -> {
			boolean marked = origin.getPackage()
				.tryGetPackageInfo()
				.map((info) -> CanBeAnnotated.Predicates.annotatedWith(NullMarked.class).test(info))
				.orElse(false);
			if (!marked) {
				violated(events, origin, "The package of <%s> is not @NullMarked".formatted(origin.getName()));
			}
		});
	}

	/** A class that does not invite subclasses says so. */
	static ArchCondition<JavaClass> beFinalUnlessExtended() {
		return condition("be final unless they are extended", (origin, events) -> {
			boolean closed = origin.getModifiers().contains(JavaModifier.FINAL) || origin.isInterface()
					|| origin.isAnonymousClass();
			if (!closed && origin.getSubclasses().isEmpty()) {
				violated(events, origin, "Class <%s> is not final".formatted(origin.getName()));
			}
		});
	}

	/** A class that implements what its own room offers, and is no value. */
	static DescribedPredicate<JavaClass> implementAnInterfaceOfTheirRoom() {
		return predicate("implement an interface of their room",
				(type) -> !type.isInterface() && !type.isRecord()
						&& type.getAllRawInterfaces()
							.stream()
							.anyMatch((implemented) -> implemented.getPackageName().equals(type.getPackageName())));
	}

	/** Calls and method references to a method of that class. */
	static DescribedPredicate<JavaAccess<?>> method(Class<?> owner, String name) {
		return method(owner, name::equals, "method " + owner.getSimpleName() + "." + name);
	}

	static DescribedPredicate<JavaAccess<?>> anyMethod(Class<?> owner) {
		return method(owner, (name) -> true, "any method of " + owner.getSimpleName());
	}

	static DescribedPredicate<JavaAccess<?>> constructor(Class<?> owner) {
		return predicate("the constructor of " + owner.getSimpleName(),
				(access) -> access.getTargetOwner().isAssignableTo(owner)
						&& access.getTarget().getName().equals("<init>")
						&& !access.getTargetOwner().equals(access.getOriginOwner()));
	}

	/** An asynchronous method of a future that was not given an executor. */
	static DescribedPredicate<JavaAccess<?>> asyncWithoutExecutor() {
		return predicate("an Async method without an executor",
				(access) -> access.getTargetOwner().isAssignableTo(java.util.concurrent.CompletionStage.class)
						&& access.getTarget().getName().endsWith("Async")
						&& !access.getTarget().getFullName().contains(Executor.class.getName()));
	}

	private static DescribedPredicate<JavaAccess<?>> method(Class<?> owner, Predicate<String> name,
			String description) {
		return predicate(description,
				(access) -> access.getTargetOwner().isAssignableTo(owner) && name.test(access.getTarget().getName()));
	}

	private static <T> DescribedPredicate<T> predicate(String description, Predicate<T> test) {
		return DescribedPredicate.describe(description, test);
	}

	private static ArchCondition<JavaClass> condition(String description, Check check) {
		return new ArchCondition<>(description) {
			@Override
			public void check(JavaClass item, ConditionEvents events) {
				check.accept(item, events);
			}
		};
	}

	private static void violated(ConditionEvents events, JavaClass origin, String message) {
		events.add(SimpleConditionEvent.violated(origin, message));
	}

	@FunctionalInterface
	private interface Check {

		void accept(JavaClass origin, ConditionEvents events);

	}

}
