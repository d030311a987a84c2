package io.heddle.demo.enrich;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The many names of the licences that are met most, and the SPDX identifier of each.
 */
enum LicenceName {

	APACHE_2("Apache-2.0", "apache.*2|^asl.?2"),

	MIT("MIT", "\\bmit\\b|mit-license"),

	EPL_2("EPL-2.0", "(eclipse public|\\bepl|epl-v).*2"),

	EPL_1("EPL-1.0", "(eclipse public|\\bepl|epl-v).*1"),

	EDL_1("BSD-3-Clause", "eclipse distribution|\\bedl|bsd.3|3.clause|new bsd|revised bsd"),

	BSD_2("BSD-2-Clause", "bsd.2|2.clause"),

	LGPL_3("LGPL-3.0", "(lesser|lgpl).*3"),

	LGPL_2("LGPL-2.1", "(lesser|lgpl).*2"),

	GPL_2_CE("GPL-2.0-with-classpath-exception", "gpl.*(classpath|\\bce\\b|cpe)"),

	CDDL("CDDL", "cddl|common development and distribution"),

	MPL_2("MPL-2.0", "(mozilla public|\\bmpl).*2"),

	CC0("CC0-1.0", "cc0|public domain");

	private final String id;

	private final Pattern pattern;

	LicenceName(String id, String pattern) {
		this.id = id;
		this.pattern = Pattern.compile(pattern);
	}

	/** The identifier of a licence that is known by that name, else the name itself. */
	static String of(String name) {
		String text = name.strip().toLowerCase(Locale.ROOT);
		return Stream.of(values())
			.filter((licence) -> licence.pattern.matcher(text).find())
			.map((licence) -> licence.id)
			.findFirst()
			.orElseGet(name::strip);
	}

}
