/**
 * The health of everything that runs.
 */
@NullMarked
package io.heddle.autoconfigure.health;

import org.jspecify.annotations.NullMarked;
