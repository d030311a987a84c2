/**
 * The register of everything that runs, and the lifecycle that starts and stops it with
 * the application.
 */
@NullMarked
package io.heddle.autoconfigure.registry;

import org.jspecify.annotations.NullMarked;
