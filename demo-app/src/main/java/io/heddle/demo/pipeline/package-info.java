/**
 * The jar census: which classes are in the jar files of a directory, and which of them
 * more than once. <pre>
 *  JarSource ─▶ JarFinder ─▶ Path ─▶ ClassReader ─▶ ClassRecord ─▶ ClassStore ─▶ CensusDatabase
 *                   └───────────────────┴── CensusLedger ──┘              │
 *                                              │                          │
 *                    CensusProgress (terminal) ┴─ CensusMonitor (report) ─┴─ CensusController (web)
 * </pre> The stages are plain beans; how many threads they have, how long their queues
 * are and what happens to a corrupt jar stands in {@code application.yml}.
 */
@NullMarked
package io.heddle.demo.pipeline;

import org.jspecify.annotations.NullMarked;
