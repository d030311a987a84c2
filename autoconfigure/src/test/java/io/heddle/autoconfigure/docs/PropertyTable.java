package io.heddle.autoconfigure.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.jayway.jsonpath.JsonPath;
import io.heddle.background.ThreadManagerSpec;
import io.heddle.dict.ThreadDictSpec;
import io.heddle.enrich.EnrichSpec;
import io.heddle.generator.GeneratorSpec;
import io.heddle.periodic.PeriodicScheduler;
import io.heddle.periodic.PeriodicSpec;
import io.heddle.pipeline.PipelineSpec;
import io.heddle.pipeline.RetrySpec;
import io.heddle.pipeline.StageSpec;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * All properties: those of the metadata, and below the maps of named things, where the
 * metadata ends, the components of the records.
 */
final class PropertyTable {

	private static final Path SOURCES = Path.of("src", "main", "java");

	private static final String PIPELINE = "heddle.pipeline";

	private static final String MANAGERS = "heddle.background.managers";

	private static final String PERIODIC = "heddle.periodic";

	private static final String DICT = "heddle.dict";

	private static final String GENERATOR = "heddle.generator";

	private static final String ENRICH = "heddle.enrich";

	private static final String MODE = "heddle.background.mode";

	private static final Map<String, Object> DEFAULTS = Map.ofEntries(
			Map.entry("auto-start", PipelineSpec.DEFAULT_AUTO_START), Map.entry("threads", StageSpec.DEFAULT_THREADS),
			Map.entry("mode", PipelineSpec.DEFAULT_MODE), Map.entry("queue-capacity", StageSpec.DEFAULT_QUEUE_CAPACITY),
			Map.entry("on-error", StageSpec.DEFAULT_ON_ERROR), Map.entry("batch-size", StageSpec.DEFAULT_BATCH_SIZE),
			Map.entry("batch-timeout", StageSpec.DEFAULT_BATCH_TIMEOUT),
			Map.entry("max-attempts", RetrySpec.DEFAULT_MAX_ATTEMPTS), Map.entry("delay", RetrySpec.DEFAULT_DELAY),
			Map.entry("multiplier", RetrySpec.DEFAULT_MULTIPLIER), Map.entry("max-delay", RetrySpec.DEFAULT_MAX_DELAY),
			Map.entry("jitter", RetrySpec.DEFAULT_JITTER));

	private static final Map<String, Object> DEFAULTS_OF_PERIODIC = Map.ofEntries(
			Map.entry("period", PeriodicSpec.DEFAULT_PERIOD), Map.entry("min-wait", PeriodicSpec.DEFAULT_MIN_WAIT),
			Map.entry("threads", PeriodicSpec.DEFAULT_THREADS), Map.entry("first", 0), Map.entry("start", true),
			Map.entry("mode", PeriodicSpec.DEFAULT_MODE), Map.entry("catch-up", PeriodicSpec.DEFAULT_CATCH_UP),
			Map.entry("overlap", PeriodicSpec.DEFAULT_OVERLAP), Map.entry("dedicated-thread", false),
			Map.entry("grace", PeriodicSpec.DEFAULT_GRACE));

	private static final Map<String, Object> DEFAULTS_OF_DICT = Map.ofEntries(
			Map.entry("timewait", ThreadDictSpec.DEFAULT_TIMEWAIT), Map.entry("delay", ThreadDictSpec.DEFAULT_DELAY),
			Map.entry("readers", ThreadDictSpec.DEFAULT_READERS), Map.entry("start", true),
			Map.entry("mode", ThreadDictSpec.of("any").mode()),
			Map.entry("on-read-error", ThreadDictSpec.DEFAULT_ON_READ_ERROR),
			Map.entry("read-timeout", ThreadDictSpec.DEFAULT_READ_TIMEOUT),
			Map.entry("max-age", ThreadDictSpec.DEFAULT_MAX_AGE));

	private static final Map<String, Object> DEFAULTS_OF_GENERATOR = Map.of("prefetch", GeneratorSpec.DEFAULT_PREFETCH,
			"mode", GeneratorSpec.of("any").mode());

	private static final Map<String, Object> DEFAULTS_OF_ENRICH = Map.ofEntries(
			Map.entry("threads", EnrichSpec.DEFAULT_THREADS), Map.entry("fail-fast", EnrichSpec.DEFAULT_FAIL_FAST),
			Map.entry("task-timeout", EnrichSpec.DEFAULT_TASK_TIMEOUT),
			Map.entry("progress-interval", EnrichSpec.DEFAULT_PROGRESS_INTERVAL),
			Map.entry("mode", EnrichSpec.of("any").mode()));

	private final Map<String, Property> properties = new TreeMap<>();

	PropertyTable() {
		readMetadata();
		readNamed(PIPELINE, "io.heddle.autoconfigure.pipeline.PipelineProperties", "Entry", DEFAULTS);
		readNamed(MANAGERS, "io.heddle.autoconfigure.background.BackgroundProperties", "Manager", Map.of());
		readNamed(PERIODIC, "io.heddle.autoconfigure.periodic.PeriodicProperties", "Entry", DEFAULTS_OF_PERIODIC);
		readNamed(DICT, "io.heddle.autoconfigure.dict.DictProperties", "Entry", DEFAULTS_OF_DICT);
		readNamed(GENERATOR, "io.heddle.autoconfigure.generator.GeneratorProperties", "Entry", DEFAULTS_OF_GENERATOR);
		readNamed(ENRICH, "io.heddle.autoconfigure.enrich.EnrichProperties", "Entry", DEFAULTS_OF_ENRICH);
		setDefault(MODE, ThreadManagerSpec.DEFAULT_MODE);
		setDefault("heddle.scheduler.mode", PeriodicScheduler.shared().mode());
		setDefault("heddle.scheduler.max-threads", PeriodicScheduler.DEFAULT_MAX_THREADS);
	}

	/** Of a property whose default is not a constant for the binder. */
	private void setDefault(String name, Object value) {
		Property property = Objects.requireNonNull(this.properties.get(name));
		add(name, property.type(), value, property.description());
	}

	private void readNamed(String name, String records, String record, Map<String, Object> defaults) {
		Property map = Objects.requireNonNull(this.properties.remove(name));
		add(name + ".<name>", "map", null, map.description());
		readRecord(name + ".<name>.", new Source(records, defaults), record);
	}

	private void readMetadata() {
		try (InputStream json = PropertyTable.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			List<Map<String, Object>> found = JsonPath.parse(json).read("$.properties[*]");
			for (Map<String, Object> property : found) {
				add((String) property.get("name"), typeOf((String) property.get("type")), property.get("defaultValue"),
						(String) property.get("description"));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void readRecord(String prefix, Source source, String record) {
		for (RecordComponent component : source.componentsOf(record)) {
			String key = kebab(component.getName());
			String description = source.descriptionOf(record, component.getName());
			if (key.equals("stages")) {
				add(prefix + "stages.<stage>", "map", null, description);
				readRecord(prefix + "stages.<stage>.", source, "Stage");
			}
			else if (key.equals("retry")) {
				readRecord(prefix + "retry.", source, "Retry");
			}
			else if (key.equals("keys")) {
				add(prefix + "keys.<key>", "duration", null, description);
			}
			else {
				Object value = (key.equals("mode") && record.equals("Stage")) ? null : source.defaults().get(key);
				add(prefix + key, typeOf(component.getType()), value, description);
			}
		}
	}

	private void add(String name, String type, Object value, String description) {
		this.properties.put(name, new Property(name, type, (value != null) ? text(value) : "", description));
	}

	List<Property> properties() {
		return this.properties.values().stream().sorted(Comparator.comparing(Property::name)).toList();
	}

	List<String> rows() {
		return properties().stream().map(Property::row).toList();
	}

	private static String typeOf(String type) {
		return type.startsWith("io.heddle.") ? typeOf(load(type)) : shortType(type);
	}

	private static Class<?> load(String type) {
		try {
			return Class.forName(type);
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String typeOf(Class<?> type) {
		if (type.isEnum()) {
			return Arrays.stream(type.getEnumConstants()).map(PropertyTable::text).collect(Collectors.joining(", "));
		}
		return shortType(type.getName());
	}

	private static String shortType(String type) {
		String simple = type.replaceAll("<.*", "").replaceAll(".*[.]", "");
		return switch (simple) {
			case "Integer", "Long" -> "integer";
			case "Double" -> "number";
			case "ZoneId" -> "time zone";
			case "Access" -> "none, read-only, unrestricted";
			case "Show" -> "never, when-authorized, always";
			case "Set" -> "list";
			default -> simple.toLowerCase(Locale.ROOT);
		};
	}

	private static String text(Object value) {
		if (value instanceof Duration duration && duration.toNanos() % 1_000_000 != 0) {
			return duration.toNanos() / 1000 + "us";
		}
		if (value instanceof Duration duration) {
			return (duration.toMillis() % 1000 == 0) ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
		}
		UnaryOperator<String> lower = (name) -> name.toLowerCase(Locale.ROOT).replace('_', '-');
		return (value instanceof Enum<?> constant) ? lower.apply(constant.name()) : lower.apply(value.toString());
	}

	private static String kebab(String name) {
		return ConfigurationPropertyName.adapt(name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT), '.')
			.toString();
	}

	static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A file with records of properties.
	 *
	 * @param type the outermost one
	 * @param defaults the values of properties that are not set
	 */
	private record Source(String type, Map<String, Object> defaults) {

		RecordComponent[] componentsOf(String record) {
			return load(this.type + "$" + record).getRecordComponents();
		}

		/** The text of the tag in the comment before the record. */
		String descriptionOf(String record, String component) {
			String source = read(SOURCES.resolve(this.type.replace('.', '/') + ".java"));
			int end = source.indexOf("record " + record + "(");
			String comment = source.substring(source.lastIndexOf("/**", end), end);
			Matcher tag = Pattern.compile("@param " + component + " (.*?)(?=@param|\\*/)", Pattern.DOTALL)
				.matcher(comment);
			return tag.find() ? tag.group(1).replaceAll("\\s*\\n\\s*\\*\\s*", " ").trim() : "";
		}

	}

	/**
	 * One row.
	 */
	record Property(String name, String type, String value, String description) {

		String row() {
			String shown = this.value.isEmpty() ? "" : "`" + this.value + "`";
			List<String> cells = new ArrayList<>(List.of("`" + this.name + "`", this.type, shown, this.description));
			return "| " + String.join(" | ", cells) + " |";
		}

	}

}
