/**
 * Thread managers from {@code application.yml}: <pre>
 *  environment ─▶ ThreadManagerDefinitions ─▶ a bean definition per entry
 *  properties  ─▶ ManagerTuning ─▶ ManagerAssembler ─▶ customizers ─▶ ThreadManager
 *  TravellingContext ──────────────────────────────────────────────────────▲
 *  ObservationRegistry ─▶ TaskObservations ────────────────────────────────┘
 *  user's @Bean ThreadManager and those ─▶ RegisteringPostProcessor ─▶ TaskEvents, Registry
 * </pre> {@link io.heddle.background.Background} methods run in them by the
 * post-processor of
 * {@link io.heddle.autoconfigure.background.BackgroundAnnotationAutoConfiguration}.
 */
@NullMarked
package io.heddle.autoconfigure.background;

import org.jspecify.annotations.NullMarked;
