/**
 * Names in the settings: how they are spelled, which of them are the same, and which
 * settings there are.
 */
@NullMarked
package io.heddle.autoconfigure.naming;

import org.jspecify.annotations.NullMarked;
