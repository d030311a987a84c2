package io.heddle.demo.pipeline;

import java.time.Duration;

import javax.sql.DataSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What the stages need, without an application around it.
 */
final class TestCensus implements AutoCloseable {

	final JarSource source;

	private final CensusProgress progress = new CensusProgress(new CensusProperties(null, Duration.ofSeconds(5)));

	final CensusLedger ledger;

	final CensusDatabase database;

	private final EmbeddedDatabase dataSource;

	TestCensus(JarSource source) {
		this.source = source;
		this.ledger = new CensusLedger(source, this.progress);
		this.dataSource = new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2)
			.generateUniqueName(true)
			.addScript("schema.sql")
			.build();
		this.database = database(this.dataSource);
	}

	private static CensusDatabase database(DataSource dataSource) {
		return new CensusDatabase(new JdbcTemplate(dataSource),
				new TransactionTemplate(new DataSourceTransactionManager(dataSource)));
	}

	@Override
	public void close() {
		this.progress.close();
		this.dataSource.shutdown();
	}

}
