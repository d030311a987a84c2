package io.heddle.autoconfigure.naming;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * The uniform form of names, in which case, dashes and whatever else a property key
 * cannot hold do not count.
 */
public final class Spelling {

	private Spelling() {
	}

	public static String uniform(String name) {
		StringBuilder uniform = new StringBuilder(name.length());
		name.chars().filter(Character::isLetterOrDigit).forEach((letter) -> uniform.append((char) letter));
		return uniform.toString().toLowerCase(Locale.ROOT);
	}

	public static boolean same(String one, String other) {
		return uniform(one).equals(uniform(other));
	}

	/**
	 * The name among the candidates: exactly if there is one, else all that are the same.
	 */
	public static List<String> matches(String name, Collection<String> candidates) {
		if (candidates.contains(name)) {
			return List.of(name);
		}
		return candidates.stream().filter((candidate) -> same(name, candidate)).toList();
	}

}
