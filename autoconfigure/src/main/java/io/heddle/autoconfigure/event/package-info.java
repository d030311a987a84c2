/**
 * Events of an application: whether anybody hears them.
 */
@NullMarked
package io.heddle.autoconfigure.event;

import org.jspecify.annotations.NullMarked;
