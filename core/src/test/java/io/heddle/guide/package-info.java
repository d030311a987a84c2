/**
 * The examples of the guide, compiled and run.
 */
@NullMarked
package io.heddle.guide;

import org.jspecify.annotations.NullMarked;
