/**
 * What {@code /actuator/heddle} shows. Its JSON has plain numbers whose names say their
 * unit, times in ISO 8601, and states as their Java names; no message of an exception,
 * and no payload but values of dicts where they are asked for.
 */
@NullMarked
package io.heddle.autoconfigure.endpoint;

import org.jspecify.annotations.NullMarked;
