package io.heddle.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table of rooms makes sense, and the build and the documentation say the same.
 */
class RoomsTests {

	private static final Path ROOT = Path.of(System.getProperty("basedir", "."), "..");

	/** The name of a room, what it may import, and whether it exists. */
	private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\|[^|]*\\|([^|]*)\\| ?(\\w*) ?\\|");

	static Set<String> rooms() {
		return Rooms.names();
	}

	@ParameterizedTest
	@MethodSource("rooms")
	void areNotAboveThemselves(String room) {
		Set<String> below = new TreeSet<>(Rooms.importsOf(room));
		while (below.addAll(below.stream().flatMap((other) -> Rooms.importsOf(other).stream()).toList())) {
			assertThat(Rooms.names()).containsAll(below);
		}
		assertThat(below).doesNotContain(room);
	}

	@ParameterizedTest
	@MethodSource("rooms")
	void knowNoSpringBoot(String room) {
		assertThat(Rooms.mayUse(room, "org.springframework.boot.SpringApplication")).isFalse();
		assertThat(Rooms.mayUse(room, "org.springframework.util.Assert")).isTrue();
	}

	@ParameterizedTest
	@MethodSource("rooms")
	void onlyMetricsKnowsMicrometer(String room) {
		assertThat(Rooms.mayUse(room, "io.micrometer.core.instrument.Meter")).isEqualTo(room.equals("metrics"));
	}

	@Test
	void importControlAllowsNoMoreThanTheTable() throws Exception {
		List<Element> controlled = elements(importControl().getElementsByTagName("subpackage")).toList();
		assertThat(controlled).extracting((room) -> room.getAttribute("name")).contains("time", "pipeline");
		controlled.stream().filter((room) -> Rooms.names().contains(room.getAttribute("name"))).forEach((room) -> {
			String name = room.getAttribute("name");
			elements(room.getElementsByTagName("allow")).map((allow) -> allow.getAttribute("pkg"))
				.forEach((allowed) -> assertAllowed(name, allowed));
		});
	}

	@Test
	void theDocumentationSaysTheSame() throws IOException {
		Map<String, Set<String>> documented = new TreeMap<>();
		Files.readAllLines(ROOT.resolve("src/docs/rooms.md"))
			.stream()
			.map(ROW::matcher)
			.filter(Matcher::matches)
			.forEach((row) -> {
				documented.put(row.group(1), Set.of(row.group(2).trim().split(" ")));
			});
		assertThat(documented.keySet()).isEqualTo(Rooms.names());
		assertThat(Rooms.names()).allSatisfy((room) -> assertThat(documented.get(room)).as(room)
			.isEqualTo(Rooms.importsOf(room).isEmpty() ? Set.of("") : Rooms.importsOf(room)));
	}

	@Test
	void theDocumentationSaysWhichExist() throws IOException {
		Set<String> existing = Files.readAllLines(ROOT.resolve("src/docs/rooms.md"))
			.stream()
			.map(ROW::matcher)
			.filter((row) -> row.matches() && row.group(3).equals("yes"))
			.map((row) -> row.group(1))
			.collect(Collectors.toSet());
		assertThat(existing).isEqualTo(PublicTypesTests.roomsOfCore());
	}

	private static void assertAllowed(String room, String allowed) {
		boolean legal = Rooms.of(allowed, HouseRuleTests.BASE)
			.map((other) -> Rooms.mayImport(room, other))
			.orElseGet(() -> Rooms.mayUse(room, allowed + ".AnyClass"));
		assertThat(legal).as("Room '%s' may import '%s'", room, allowed).isTrue();
	}

	private static Document importControl() throws Exception {
		DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
		factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
		return factory.newDocumentBuilder().parse(ROOT.resolve("src/checkstyle/import-control.xml").toFile());
	}

	private static Stream<Element> elements(NodeList nodes) {
		return IntStream.range(0, nodes.getLength()).mapToObj((i) -> (Element) nodes.item(i));
	}

}
