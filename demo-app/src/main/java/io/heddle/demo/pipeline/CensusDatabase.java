package io.heddle.demo.pipeline;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

import io.heddle.demo.pipeline.Duplicates.Duplicate;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The tables of the census. They have no index, which makes the inserts fast; whatever
 * takes a whole pass is asked once at the end, by {@link #findDuplicates()}.
 */
@Component
final class CensusDatabase {

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	CensusDatabase(JdbcTemplate jdbc, TransactionTemplate transaction) {
		this.jdbc = jdbc;
		this.transaction = transaction;
	}

	void clear() {
		this.jdbc.execute("truncate table class_record");
		this.jdbc.execute("truncate table duplicate_class");
	}

	void insert(Collection<ClassRecord> records) {
		this.transaction.executeWithoutResult((status) -> this.jdbc.batchUpdate(
				"insert into class_record (jar, name, release, bytes, sha256) values (?, ?, ?, ?, ?)", records,
				records.size(), CensusDatabase::bind));
	}

	private static void bind(PreparedStatement insert, ClassRecord record) throws SQLException {
		insert.setString(1, record.jar());
		insert.setString(2, record.name().name());
		insert.setInt(3, record.name().release());
		insert.setLong(4, record.bytes());
		insert.setString(5, record.sha256());
	}

	/** The largest classes, each name once. */
	List<LargeClass> largest(int count) {
		return this.jdbc.query("""
				select l.name, min(c.jar), l.bytes
				from (select name, max(bytes) bytes from class_record group by name order by 2 desc, 1 limit ?) l
				join class_record c on c.name = l.name and c.bytes = l.bytes
				group by l.name, l.bytes order by l.bytes desc, l.name
				""", (row, index) -> new LargeClass(row.getString(1), row.getString(2), row.getLong(3)), count);
	}

	/** Looks for classes in more than one jar among all that was stored. */
	void findDuplicates() {
		this.jdbc.update("""
				insert into duplicate_class (name, jars, contents)
				select name, count(distinct jar), count(distinct sha256) from class_record
				group by name having min(jar) <> max(jar)
				""");
	}

	/**
	 * What {@link #findDuplicates()} has found.
	 * @param limit how many of them to show, those in most jars first
	 */
	Duplicates duplicates(int limit) {
		List<Duplicate> shown = this.jdbc.query("""
				select d.name, d.contents, array_agg(distinct c.jar order by c.jar)
				from (select * from duplicate_class order by jars desc, name limit ?) d
				join class_record c on c.name = d.name
				group by d.name, d.contents, d.jars order by d.jars desc, d.name
				""", CensusDatabase::duplicate, limit);
		return Objects.requireNonNull(
				this.jdbc.queryForObject("select count(*), count(*) filter (where contents > 1) from duplicate_class",
						(row, index) -> new Duplicates(row.getLong(1), row.getLong(2), shown)));
	}

	private static Duplicate duplicate(ResultSet row, int index) throws SQLException {
		Object[] jars = (Object[]) row.getArray(3).getArray();
		return new Duplicate(row.getString(1), row.getInt(2), List.of(jars).stream().map(String::valueOf).toList());
	}

}
