package io.heddle.demo.worker;

import java.io.Serializable;

/**
 * What is in a class file.
 *
 * @param name the class
 * @param version the version of the format
 * @param constants the size of its constant pool
 * @param fields how many there are
 * @param methods how many there are, constructors included
 */
record ClassFile(String name, String version, int constants, int fields, int methods) implements Serializable {

}
