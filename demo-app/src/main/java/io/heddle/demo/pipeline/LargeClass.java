package io.heddle.demo.pipeline;

/**
 * One of the largest classes.
 *
 * @param name the class
 * @param jar where it is
 * @param bytes its size
 */
record LargeClass(String name, String jar, long bytes) {

}
