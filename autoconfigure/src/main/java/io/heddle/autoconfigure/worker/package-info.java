/**
 * Workers of the application, and what {@code application.yml} has for them: <pre>
 *  entries ─▶ WorkerDefinitions ─▶ WorkerAssembler ─▶ WorkerProcess bean ─┐
 *  user's @Bean WorkerProcess ──────────────────────────────────────────┤
 *             entries, WorkerCustomizers ─▶ WorkerTuning ─▶ ProcessRegister ─▶ Registry
 *  user's @Bean WorkerThread, WorkerPool, … ──────────────▶ WorkerRegister ──┘
 *                                      TravellingContext ─────────┘
 * </pre>
 */
@NullMarked
package io.heddle.autoconfigure.worker;

import org.jspecify.annotations.NullMarked;
