package io.heddle.architecture;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.heddle.architecture.fixtures.attic.InNoRoom;
import io.heddle.architecture.fixtures.buffer.CyclicBuffer;
import io.heddle.architecture.fixtures.thread.CyclicThread;
import io.heddle.architecture.fixtures.time.UpwardImport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each rule of the house can fail: a fixture breaks it, and each method of the fixture is
 * found.
 */
class BrokenHouseRuleTests {

	private static final String BASE = "io.heddle.architecture.fixtures";

	private static final Map<HouseRule, List<Class<?>>> BREAKERS = Map.ofEntries(
			Map.entry(HouseRule.NO_CYCLES, List.of(CyclicBuffer.class, CyclicThread.class)),
			Map.entry(HouseRule.IMPORTS_GO_DOWNWARDS, List.of(UpwardImport.class, InNoRoom.class)),
			Map.entry(HouseRule.LIBRARIES_STAY_IN_THEIR_ROOMS, inPipeline("ForeignLibraries")),
			Map.entry(HouseRule.THREADS_ARE_MADE_IN_THREAD, inPipeline("ThreadMaker")),
			Map.entry(HouseRule.CLOCKS_ARE_READ_IN_TIME, inPipeline("ClockReader")),
			Map.entry(HouseRule.NOBODY_SLEEPS, inPipeline("Sleeper")),
			Map.entry(HouseRule.NOTHING_IS_ASYNC_WITHOUT_AN_EXECUTOR, inPipeline("AsyncWithoutExecutor")),
			Map.entry(HouseRule.NO_METHOD_IS_SYNCHRONIZED, inPipeline("SynchronizedMethods")),
			Map.entry(HouseRule.IMPLEMENTATIONS_ARE_PACKAGE_PRIVATE, inPipeline("PublicImplementation")),
			Map.entry(HouseRule.CLASSES_ARE_FINAL, inPipeline("OpenClass")),
			Map.entry(HouseRule.PACKAGES_ARE_NULL_MARKED, List.of(InNoRoom.class)));

	/** The fixtures are loaded by name, since most of them are package-private. */
	private static List<Class<?>> inPipeline(String name) {
		try {
			return List.of(Class.forName(BASE + ".pipeline." + name));
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException("No fixture " + name, ex);
		}
	}

	@ParameterizedTest
	@EnumSource
	void isBrokenByItsFixture(HouseRule rule) {
		List<Class<?>> breakers = Objects.requireNonNull(BREAKERS.get(rule), () -> "No fixture breaks " + rule);
		JavaClasses classes = new ClassFileImporter().importClasses(breakers);
		List<String> details = rule.below(BASE).evaluate(classes).getFailureReport().getDetails();
		assertThat(breakers).allSatisfy((breaker) -> assertNamed(breaker.getSimpleName(), details));
		breakers.stream()
			.flatMap((breaker) -> Arrays.stream(breaker.getDeclaredMethods()))
			.filter((method) -> !method.isSynthetic())
			.forEach((method) -> assertNamed("." + method.getName() + "(", details));
	}

	private static void assertNamed(String name, List<String> details) {
		assertThat(details).as(name).anyMatch((detail) -> detail.contains(name));
	}

	@Test
	void asyncWithAnExecutorIsAllowed() {
		JavaClasses classes = new ClassFileImporter().importClasses(inPipeline("AsyncWithExecutor"));
		HouseRule.NOTHING_IS_ASYNC_WITHOUT_AN_EXECUTOR.below(BASE).check(classes);
	}

	@ParameterizedTest
	@EnumSource(names = { "THREADS_ARE_MADE_IN_THREAD", "CLOCKS_ARE_READ_IN_TIME" })
	void isNotBrokenInTheRoomItself(HouseRule rule) {
		JavaClasses classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.importPackages("io.heddle.thread", "io.heddle.time");
		assertThat(rule.below("io.heddle").evaluate(classes).hasViolation()).isFalse();
		assertThat(rule.below("io.heddle.elsewhere").evaluate(classes).hasViolation()).isTrue();
	}

}
