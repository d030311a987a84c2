package io.heddle.architecture;

import java.time.Clock;
import java.util.Timer;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import io.heddle.enrich.Enricher;
import io.heddle.pipeline.Stage;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.heddle.architecture.Conditions.anyMethod;
import static io.heddle.architecture.Conditions.asyncWithoutExecutor;
import static io.heddle.architecture.Conditions.constructor;
import static io.heddle.architecture.Conditions.method;

/**
 * The rules of the house, each for the rooms below some base package: that of the
 * product, or that of the fixtures which break them.
 */
enum HouseRule {

	/** No package depends on itself by way of others. */
	NO_CYCLES((base) -> slices().matching(base + ".(**)").should().beFreeOfCycles()),

	/** The column "may import" of the table of rooms. */
	IMPORTS_GO_DOWNWARDS((base) -> classes().should(Conditions.importOnlyItsRooms(base))),

	/** Micrometer in {@code metrics} only, Spring Boot nowhere, and so on. */
	LIBRARIES_STAY_IN_THEIR_ROOMS((base) -> classes().should(Conditions.useOnlyItsLibraries(base))),

	THREADS_ARE_MADE_IN_THREAD((base) -> noClassOutside(base, "thread", threadMakers())),

	CLOCKS_ARE_READ_IN_TIME((base) -> noClassOutside(base, "time", clocks())),

	NOBODY_SLEEPS((base) -> noClasses().should()
		.accessTargetWhere(method(Thread.class, "sleep").or(method(TimeUnit.class, "sleep")))),

	NOTHING_IS_ASYNC_WITHOUT_AN_EXECUTOR((base) -> noClasses().should().accessTargetWhere(asyncWithoutExecutor())),

	NO_METHOD_IS_SYNCHRONIZED((base) -> classes().should(Conditions.haveNoSynchronizedMethod())),

	/** What users see is an interface, but for stages and enrichers of their own. */
	IMPLEMENTATIONS_ARE_PACKAGE_PRIVATE((base) -> classes().that(Conditions.implementAnInterfaceOfTheirRoom())
		.and(DescribedPredicate.not(assignableTo(Stage.class)))
		.and(DescribedPredicate.not(assignableTo(Enricher.class)))
		.should()
		.notBePublic()),

	CLASSES_ARE_FINAL((base) -> classes().that(DescribedPredicate.not(assignableTo(Throwable.class)))
		.should(Conditions.beFinalUnlessExtended())),

	PACKAGES_ARE_NULL_MARKED((base) -> classes().should(Conditions.beInANullMarkedPackage()));

	/** Makes rules and has no state. */
	@SuppressWarnings("ImmutableEnumChecker")
	private final Function<String, ArchRule> rule;

	HouseRule(Function<String, ArchRule> rule) {
		this.rule = rule;
	}

	ArchRule below(String base) {
		return this.rule.apply(base).as(name() + " below " + base);
	}

	private static ArchRule noClassOutside(String base, String room, DescribedPredicate<JavaAccess<?>> access) {
		return noClasses().that().resideOutsideOfPackage(base + "." + room + "..").should().accessTargetWhere(access);
	}

	private static DescribedPredicate<JavaAccess<?>> threadMakers() {
		return constructor(Thread.class).or(method(Thread.class, "ofVirtual"))
			.or(method(Thread.class, "ofPlatform"))
			.or(method(Thread.class, "startVirtualThread"))
			.or(anyMethod(Executors.class))
			.or(constructor(ThreadPoolExecutor.class))
			.or(constructor(ForkJoinPool.class))
			.or(method(ForkJoinPool.class, "commonPool"))
			.or(constructor(Timer.class));
	}

	private static DescribedPredicate<JavaAccess<?>> clocks() {
		return method(System.class, "nanoTime").or(method(System.class, "currentTimeMillis"))
			.or(anyMethod(Clock.class))
			.or(nowOfCalendarTypes());
	}

	private static DescribedPredicate<JavaAccess<?>> nowOfCalendarTypes() {
		return DescribedPredicate.describe("the method now of a type of java.time",
				(access) -> access.getTargetOwner().getPackageName().equals("java.time")
						&& access.getTarget().getName().equals("now"));
	}

}
