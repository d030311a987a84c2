/**
 * Run this now, in the background, and give me a handle: <pre>
 *  doAsync ─▶ Task ─▶ SharedRing ─▶ worker thread ─▶ function ─▶ onSuccess | onFail ─▶ onEnd
 *               │                                        │
 *               └── ThreadWrapper, what the caller holds ┴── ThreadWrapper.current()
 * </pre> {@link io.heddle.background.ThreadManager} takes the tasks and bounds them,
 * {@link io.heddle.background.ThreadWrapper} is one of them.
 */
@NullMarked
package io.heddle.background;

import org.jspecify.annotations.NullMarked;
