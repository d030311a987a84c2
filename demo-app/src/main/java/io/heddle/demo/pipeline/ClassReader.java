package io.heddle.demo.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

import io.heddle.buffer.Emitter;
import io.heddle.pipeline.FlatTransport;
import io.heddle.pipeline.StageContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;

/**
 * Reads the classes of a jar, entry by entry; each thread has its own instance.
 * <p>
 * <b>Emits</b> each class as soon as it is read. <b>Fails</b> on a corrupt or unreadable
 * jar, which is noted before; what then happens is up to {@code on-error}.
 */
@Component
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
@SuppressWarnings("NullAway.Init")
final class ClassReader implements FlatTransport<Path, ClassRecord> {

	private static final Logger logger = LoggerFactory.getLogger(ClassReader.class);

	private final JarSource source;

	private final CensusLedger ledger;

	private final byte[] buffer = new byte[16 * 1024];

	private final CRC32 checksum = new CRC32();

	private MessageDigest digest;

	private long jars;

	ClassReader(JarSource source, CensusLedger ledger) {
		this.source = source;
		this.ledger = ledger;
	}

	@Override
	public void setup(StageContext context) throws NoSuchAlgorithmException {
		this.digest = MessageDigest.getInstance("SHA-256");
	}

	@Override
	public void transport(Path jar, Emitter<? super ClassRecord> out) throws IOException {
		this.jars++;
		try (ZipFile zip = new ZipFile(jar.toFile())) {
			readClasses(this.source.nameOf(jar), zip, out);
		}
		catch (IOException ex) {
			this.ledger.unreadableJar(jar, ex);
			throw ex;
		}
		this.ledger.read();
	}

	private void readClasses(String jar, ZipFile zip, Emitter<? super ClassRecord> out) throws IOException {
		Enumeration<? extends ZipEntry> entries = zip.entries();
		while (entries.hasMoreElements()) {
			ZipEntry entry = entries.nextElement();
			Optional<ClassName> name = ClassName.ofEntry(entry.getName());
			if (name.isPresent()) {
				ClassRecord record = readClass(jar, name.get(), zip, entry);
				out.emit(record);
				this.ledger.read(record);
			}
		}
	}

	private ClassRecord readClass(String jar, ClassName name, ZipFile zip, ZipEntry entry) throws IOException {
		long bytes = 0;
		this.digest.reset();
		this.checksum.reset();
		try (InputStream content = zip.getInputStream(entry)) {
			for (int n = content.read(this.buffer); n >= 0; n = content.read(this.buffer)) {
				this.digest.update(this.buffer, 0, n);
				this.checksum.update(this.buffer, 0, n);
				bytes += n;
			}
		}
		requireIntact(entry);
		return new ClassRecord(jar, name, bytes, HexFormat.of().formatHex(this.digest.digest()));
	}

	/** {@link ZipFile} leaves that to its callers. */
	private void requireIntact(ZipEntry entry) throws ZipException {
		if (entry.getCrc() != this.checksum.getValue()) {
			throw new ZipException("checksum of %s does not match".formatted(entry.getName()));
		}
	}

	@Override
	public void cleanup() {
		logger.info("Cleaned up after {} jars", this.jars);
	}

}
