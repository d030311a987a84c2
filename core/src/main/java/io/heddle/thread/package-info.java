/**
 * The only room that makes threads: platform or virtual, always named, never keeping the
 * JVM alive unless asked to.
 */
@NullMarked
package io.heddle.thread;

import org.jspecify.annotations.NullMarked;
