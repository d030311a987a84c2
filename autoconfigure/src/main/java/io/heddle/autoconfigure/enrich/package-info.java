/**
 * Enrichers of the application, and what {@code application.yml} has for them: <pre>
 *  user's @Bean ConfigEnricher ─▶ EnrichPostProcessor ─▶ EnrichRegister ─▶ Registry
 *  properties ─▶ EnrichTuning ───────────────────────────────┤
 *  customizers, FatalErrorHandler, TravellingContext ────────┘
 * </pre>
 */
@NullMarked
package io.heddle.autoconfigure.enrich;

import org.jspecify.annotations.NullMarked;
