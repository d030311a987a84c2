package io.heddle.demo.background;

import java.nio.file.Path;

/**
 * The result of an export.
 *
 * @param path where it is
 * @param rows how many rows it has, without the header
 * @param bytes its size
 */
record ExportedFile(Path path, long rows, long bytes) {

	@Override
	public String toString() {
		return "%d rows, %d bytes".formatted(this.rows, this.bytes);
	}

}
