package io.heddle.activity;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/**
 * Finds what somebody may have wanted to write, by the edit distance of Levenshtein; for
 * the texts of mistakes.
 */
public final class NearName {

	private NearName() {
	}

	/**
	 * A question with the nearest candidate and a space after it, or nothing when none is
	 * near.
	 */
	public static String ask(String written, Collection<String> candidates) {
		return candidates.stream()
			.filter((candidate) -> isNear(written, candidate))
			.min(Comparator.comparingInt((candidate) -> distance(written, candidate)))
			.map("Did you mean '%s'? "::formatted)
			.orElse("");
	}

	/** Whether it is hardly anything else, though both may be right. */
	public static boolean isVeryNear(String one, String other) {
		return distance(one, other) <= Math.max(1, one.length() / 4);
	}

	/** Whether somebody may have wanted to write the candidate. */
	private static boolean isNear(String written, String candidate) {
		return distance(written, candidate) <= Math.max(2, written.length() / 3);
	}

	private static int distance(String one, String other) {
		String left = one.toLowerCase(Locale.ROOT);
		String right = other.toLowerCase(Locale.ROOT);
		int[] row = new int[right.length() + 1];
		for (int j = 0; j < row.length; j++) {
			row[j] = j;
		}
		for (int i = 1; i <= left.length(); i++) {
			nextRow(row, i, left.charAt(i - 1), right);
		}
		return row[right.length()];
	}

	private static void nextRow(int[] row, int i, char letter, String right) {
		int diagonal = row[0];
		row[0] = i;
		for (int j = 1; j < row.length; j++) {
			int replaced = diagonal + ((letter == right.charAt(j - 1)) ? 0 : 1);
			diagonal = row[j];
			row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
		}
	}

}
