package io.heddle.demo.pipeline;

/**
 * A class in a jar.
 *
 * @param jar the jar
 * @param name the name of the class
 * @param bytes its size, uncompressed
 * @param sha256 the hash of its content, in hexadecimal digits
 */
record ClassRecord(String jar, ClassName name, long bytes, String sha256) {

}
