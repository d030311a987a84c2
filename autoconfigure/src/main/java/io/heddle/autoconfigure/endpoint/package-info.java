/**
 * What {@code /actuator/heddle} shows. Its JSON has plain numbers whose names say their
 * unit, times in ISO 8601, and states as their Java names; no payload and no message of
 * an exception.
 */
@NullMarked
package io.heddle.autoconfigure.endpoint;

import org.jspecify.annotations.NullMarked;
