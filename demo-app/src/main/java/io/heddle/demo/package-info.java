/**
 * An application on the starter; a package per room that it shows.
 */
@NullMarked
package io.heddle.demo;

import org.jspecify.annotations.NullMarked;
