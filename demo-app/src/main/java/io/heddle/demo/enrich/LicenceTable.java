package io.heddle.demo.enrich;

import java.util.List;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The licences of the jars, as far as they are known.
 */
@Component
final class LicenceTable {

	private final JdbcTemplate jdbc;

	LicenceTable(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	void clear() {
		this.jdbc.update("delete from jar_licence");
	}

	void put(String jar, String licence) {
		this.jdbc.update("merge into jar_licence (jar, licence) values (?, ?)", jar, licence);
	}

	/** How many jars have which licence, those of most jars first. */
	List<Share> shares() {
		return this.jdbc.query(
				"select licence, count(*), min(jar) from jar_licence group by licence order by 2 desc, 1",
				(row, index) -> new Share(row.getString(1), row.getLong(2), row.getString(3)));
	}

	/**
	 * The jars of one licence.
	 *
	 * @param licence the licence
	 * @param jars how many have it
	 * @param example one of them
	 */
	record Share(String licence, long jars, String example) {

	}

}
