package io.heddle.demo.background;

/**
 * A class in a jar, as it is exported.
 *
 * @param jar the jar
 * @param name the name of the class
 * @param release the release of Java for which it is, 0 for all of them
 * @param bytes its size, uncompressed
 * @param sha256 the hash of its content, in hexadecimal digits
 */
record ExportRow(String jar, String name, int release, long bytes, String sha256) {

}
