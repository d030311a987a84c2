/**
 * The bounded hand-off between threads: <pre>
 *  producer ─▶ Outlet ─▶ lane (ring) ─┐
 *  producer ─▶ Outlet ─▶ lane (ring) ─┼─ runs ─▶ Inlet ─▶ consumer
 *  producers ▶ Outlet ─▶ shared lane ─┘        └▶ Inlet ─▶ consumer
 *                 ▲                                │
 *                 └────────── credits ─────────────┘
 * </pre> {@link io.heddle.buffer.Buffer} is its one hard class and explains itself.
 */
@NullMarked
package io.heddle.buffer;

import org.jspecify.annotations.NullMarked;
