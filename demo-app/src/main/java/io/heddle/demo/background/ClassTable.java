package io.heddle.demo.background;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

import javax.sql.DataSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The classes that the census has stored so far. They are counted and read in one
 * transaction, so that as many come as were announced, and they are fetched while they
 * are handed over, so that there are never many of them in memory.
 */
@Component
final class ClassTable implements ExportRows {

	private static final int FETCH_SIZE = 1_000;

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	ClassTable(DataSource dataSource, PlatformTransactionManager transactions) {
		this.jdbc = new JdbcTemplate(dataSource);
		this.jdbc.setFetchSize(FETCH_SIZE);
		this.transaction = new TransactionTemplate(transactions);
		this.transaction.setReadOnly(true);
		this.transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
	}

	/**
	 * H2 in the same process would collect all rows first, whatever the fetch size is.
	 */
	@Override
	public void writeTo(Sink sink) {
		this.transaction.executeWithoutResult((status) -> {
			this.jdbc.execute("set lazy_query_execution 1");
			try {
				sink.begin(count());
				RowCallbackHandler handler = (row) -> sink.write(read(row));
				this.jdbc.query("select jar, name, release, bytes, sha256 from class_record", handler);
			}
			finally {
				this.jdbc.execute("set lazy_query_execution 0");
			}
		});
	}

	private long count() {
		return Objects.requireNonNull(this.jdbc.queryForObject("select count(*) from class_record", Long.class));
	}

	private static ExportRow read(ResultSet row) throws SQLException {
		return new ExportRow(row.getString(1), row.getString(2), row.getInt(3), row.getLong(4), row.getString(5));
	}

}
