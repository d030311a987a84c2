/**
 * Dicts of the application, and what {@code application.yml} has for them: <pre>
 *  user's @Bean ThreadDict ─▶ RegisteringPostProcessor ─▶ DictRegister ─▶ Registry
 *  properties ─▶ DictTuning, DictKeys ─────────────────┘ │
 *  customizers, FatalErrorHandler ───────────────────────┤
 *  DictEvents ─▶ DictChangedEvent ◀──────────────────────┘
 * </pre>
 */
@NullMarked
package io.heddle.autoconfigure.dict;

import org.jspecify.annotations.NullMarked;
