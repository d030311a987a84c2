/**
 * What a person is told whose configuration is wrong: each mistake names the property or
 * bean, its value and the way out. The texts stand here; whoever finds a mistake throws
 * it.
 */
@NullMarked
package io.heddle.autoconfigure.diagnostics;

import org.jspecify.annotations.NullMarked;
