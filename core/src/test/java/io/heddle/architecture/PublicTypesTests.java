package io.heddle.architecture;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Users see what is meant for them and nothing else.
 */
class PublicTypesTests {

	static Set<String> roomsOfCore() {
		return HouseRuleTests.CLASSES.stream()
			.flatMap((type) -> Rooms.of(type.getPackageName(), HouseRuleTests.BASE).stream())
			.collect(Collectors.toSet());
	}

	@ParameterizedTest
	@MethodSource("roomsOfCore")
	void areThoseOfTheList(String room) {
		assertThat(publicTypesOf(room)).as("add to PublicTypes, or make it package-private")
			.containsExactlyInAnyOrderElementsOf(PublicTypes.of(room));
	}

	private static List<String> publicTypesOf(String room) {
		String packageName = HouseRuleTests.BASE + "." + room;
		return HouseRuleTests.CLASSES.stream()
			.filter((type) -> type.getPackageName().equals(packageName) && isPublic(type))
			.map((type) -> type.getName().substring(packageName.length() + 1).replace('$', '.'))
			.toList();
	}

	/** Whether the type and all types around it are public. */
	private static boolean isPublic(JavaClass type) {
		return Stream.iterate(type, (inner) -> inner != null, (inner) -> inner.getEnclosingClass().orElse(null))
			.allMatch((inner) -> inner.getModifiers().contains(JavaModifier.PUBLIC));
	}

}
