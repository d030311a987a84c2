package io.heddle.demo.background;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

import javax.sql.DataSource;

import io.heddle.buffer.Emitter;
import io.heddle.generator.BackgroundGenerator;
import io.heddle.generator.BackgroundGenerators;

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

	private final BackgroundGenerators generators;

	ClassTable(DataSource dataSource, PlatformTransactionManager transactions, BackgroundGenerators generators) {
		this.generators = generators;
		this.jdbc = new JdbcTemplate(dataSource);
		this.jdbc.setFetchSize(FETCH_SIZE);
		this.transaction = new TransactionTemplate(transactions);
		this.transaction.setReadOnly(true);
		this.transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
	}

	/** The database reads the next rows while these are written. */
	@Override
	public void writeTo(Sink sink) {
		AtomicLong count = new AtomicLong();
		try (BackgroundGenerator<ExportRow> rows = this.generators
			.<ExportRow>builder("export", (emitter) -> emitAll(count, emitter))
			.build()) {
			Iterator<ExportRow> iterator = rows.iterator();
			boolean more = iterator.hasNext();
			sink.begin(count.get());
			while (more) {
				sink.write(iterator.next());
				more = iterator.hasNext();
			}
		}
	}

	/**
	 * H2 in the same process would collect all rows first, whatever the fetch size is.
	 */
	private void emitAll(AtomicLong count, Emitter<? super ExportRow> emitter) {
		this.transaction.executeWithoutResult((status) -> {
			this.jdbc.execute("set lazy_query_execution 1");
			try {
				count.set(count());
				RowCallbackHandler handler = (row) -> emitter.emit(read(row));
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
