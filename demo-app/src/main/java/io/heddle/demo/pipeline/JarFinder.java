package io.heddle.demo.pipeline;

import java.io.IOException;
import java.nio.file.Path;

import io.heddle.buffer.Emitter;
import io.heddle.pipeline.Frontend;
import io.heddle.pipeline.StageContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;

/**
 * The source of the census.
 * <p>
 * <b>Emits</b> each jar of the {@link JarSource} once; several threads share them by
 * their names. <b>Ends</b> when all have been seen. A file or directory that cannot be
 * looked at is noted and passed over.
 */
@Component
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
@SuppressWarnings("NullAway.Init")
final class JarFinder implements Frontend<Path> {

	private static final Logger logger = LoggerFactory.getLogger(JarFinder.class);

	private final JarSource source;

	private final CensusLedger ledger;

	private final CensusDatabase database;

	private StageContext context;

	private long emitted;

	JarFinder(JarSource source, CensusLedger ledger, CensusDatabase database) {
		this.source = source;
		this.ledger = ledger;
		this.database = database;
	}

	@Override
	public void setup(StageContext context) {
		this.context = context;
		if (context.threadIndex() == 0) {
			this.ledger.open();
			this.database.clear();
		}
	}

	@Override
	public void produce(Emitter<? super Path> out) throws IOException {
		if (this.context.threadIndex() == 0) {
			this.ledger.expect(count());
		}
		this.source.visit(new JarSource.Visitor() {

			@Override
			public boolean jar(Path jar) {
				if (isMine(jar)) {
					emit(jar, out);
				}
				return !JarFinder.this.context.stopping();
			}

			@Override
			public void unreadable(Path file, IOException cause) {
				JarFinder.this.ledger.unreadable(file, cause);
			}

		});
	}

	/** Walks ahead, since a progress bar wants to know where the end is. */
	private long count() throws IOException {
		long[] jars = new long[1];
		this.source.visit((jar) -> {
			jars[0]++;
			return !this.context.stopping();
		});
		return jars[0];
	}

	private boolean isMine(Path jar) {
		return Math.floorMod(jar.hashCode(), this.context.threadCount()) == this.context.threadIndex();
	}

	private void emit(Path jar, Emitter<? super Path> out) {
		out.emit(jar);
		this.emitted++;
		this.ledger.found();
	}

	@Override
	public void cleanup() {
		logger.info("Cleaned up after {} jars", this.emitted);
	}

}
