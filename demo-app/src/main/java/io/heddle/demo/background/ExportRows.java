package io.heddle.demo.background;

/**
 * The rows of an export.
 */
@FunctionalInterface
interface ExportRows {

	/** Hands over all rows as they are at this moment. */
	void writeTo(Sink sink);

	/**
	 * Takes rows, one at a time.
	 */
	interface Sink {

		/** Is told how many rows will come, before the first one. */
		void begin(long rows);

		void write(ExportRow row);

	}

}
