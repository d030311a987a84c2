/**
 * The verification of class files from anywhere, in a process of its own with a small
 * heap.
 */
@NullMarked
package io.heddle.demo.worker;

import org.jspecify.annotations.NullMarked;
