/**
 * The factory of generators, and what {@code application.yml} has for them: <pre>
 *  properties ─▶ GeneratorTuning ─▶ BackgroundGenerators (bean) ─▶ generators
 *  customizers ────────┘                 ▲  │
 *  TravellingContext ────────────────────┘  │
 *                                           └─▶ Registry: one activity for each name
 *  user's @Bean BackgroundGenerator ─▶ RegisteringPostProcessor ─▶ GeneratorRegister ─▶ Registry
 * </pre>
 */
@NullMarked
package io.heddle.autoconfigure.generator;

import org.jspecify.annotations.NullMarked;
