package io.heddle.worker;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What may travel between a worker and its children: value types of the JDK, what the
 * product itself sends, and what the settings allow. Everything else stays outside, since
 * to read an object is to run code of its class.
 */
record AllowedTypes(List<String> patterns) {

	private static final Pattern LEGAL = Pattern
		.compile("[\\p{Alpha}_$][\\w$]*(\\.[\\p{Alpha}_$][\\w$]*)*(\\.\\*{1,2})?");

	/** Names of classes, and beginnings of names that end with a dot or a dollar. */
	private static final Set<String> OF_JDK = Set.of("java.lang.Boolean", "java.lang.Byte", "java.lang.Character",
			"java.lang.Double", "java.lang.Enum", "java.lang.Float", "java.lang.Integer", "java.lang.Long",
			"java.lang.Number", "java.lang.Object", "java.lang.Record", "java.lang.Short",
			"java.lang.StackTraceElement", "java.lang.String", "java.lang.invoke.SerializedLambda", "java.net.URI",
			"java.io.File", "java.util.AbstractCollection", "java.util.AbstractList", "java.util.AbstractMap",
			"java.util.AbstractSet", "java.util.AbstractMap$SimpleEntry", "java.util.AbstractMap$SimpleImmutableEntry",
			"java.util.ArrayDeque", "java.util.ArrayList", "java.util.Arrays$ArrayList", "java.util.BitSet",
			"java.util.CollSer", "java.util.Currency", "java.util.Date", "java.util.EnumMap", "java.util.EnumSet",
			"java.util.EnumSet$SerializationProxy", "java.util.JumboEnumSet", "java.util.RegularEnumSet",
			"java.util.HashMap", "java.util.HashSet", "java.util.LinkedHashMap", "java.util.LinkedHashSet",
			"java.util.LinkedList", "java.util.Locale", "java.util.Map$Entry", "java.util.TreeMap", "java.util.TreeSet",
			"java.util.UUID", "java.util.concurrent.ConcurrentHashMap",
			"java.util.concurrent.ConcurrentHashMap$Segment", "java.util.concurrent.CopyOnWriteArrayList",
			"java.util.concurrent.TimeUnit", "java.util.concurrent.atomic.AtomicBoolean",
			"java.util.concurrent.atomic.AtomicInteger", "java.util.concurrent.atomic.AtomicLong",
			"java.util.concurrent.locks.AbstractOwnableSynchronizer",
			"java.util.concurrent.locks.AbstractQueuedSynchronizer", "java.util.concurrent.locks.ReentrantLock",
			"java.util.concurrent.locks.ReentrantLock$NonfairSync", "java.util.concurrent.locks.ReentrantLock$Sync");

	private static final List<String> FAMILIES_OF_JDK = List.of("java.math.", "java.time.", "java.util.Collections$",
			"java.util.ImmutableCollections$");

	/** Packages whose exceptions are no more than that. */
	private static final Set<String> EXCEPTIONS_OF_JDK = Set.of("java.lang", "java.io", "java.net", "java.nio",
			"java.nio.file", "java.time", "java.time.format", "java.time.zone", "java.util", "java.util.concurrent");

	private static final Set<String> OF_PRODUCT = Set.of(WorkerTask.class.getName(), NamedTask.class.getName(),
			RemoteTaskException.class.getName());

	AllowedTypes {
		patterns = List.copyOf(patterns);
	}

	static boolean isPattern(String text) {
		return LEGAL.matcher(text).matches();
	}

	/** Why a class stays outside, and the way out. */
	static String refusal(Class<?> type) {
		return "%s may not travel: name it in 'allowed-types'".formatted(elementOf(type).getName());
	}

	private static Class<?> elementOf(Class<?> type) {
		Class<?> element = type;
		while (element.isArray()) {
			element = element.getComponentType();
		}
		return element;
	}

	boolean allows(Class<?> type) {
		Class<?> element = elementOf(type);
		return element.isPrimitive() || isOfJdk(element) || OF_PRODUCT.contains(element.getName())
				|| isGiven(element.getName());
	}

	private static boolean isOfJdk(Class<?> type) {
		String name = type.getName();
		return OF_JDK.contains(name) || FAMILIES_OF_JDK.stream().anyMatch(name::startsWith)
				|| (Throwable.class.isAssignableFrom(type) && EXCEPTIONS_OF_JDK.contains(type.getPackageName()));
	}

	private boolean isGiven(String name) {
		return this.patterns.stream().anyMatch((pattern) -> matches(pattern, name));
	}

	private static boolean matches(String pattern, String name) {
		if (pattern.endsWith(".**")) {
			return name.startsWith(pattern.substring(0, pattern.length() - 2));
		}
		if (pattern.endsWith(".*")) {
			int end = pattern.length() - 1;
			return name.startsWith(pattern.substring(0, end)) && name.indexOf('.', end) < 0;
		}
		return name.equals(pattern) || name.startsWith(pattern + "$");
	}

}
