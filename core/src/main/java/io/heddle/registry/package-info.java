/**
 * Everything that runs, by room and name, and the one lifecycle that starts and stops it:
 * <pre>
 *  context ─▶ HeddleLifecycle ─▶ Registry ─▶ Activity start / stop
 *                                   └──────▶ RegistryListener (meters)
 * </pre>
 */
@NullMarked
package io.heddle.registry;

import org.jspecify.annotations.NullMarked;
