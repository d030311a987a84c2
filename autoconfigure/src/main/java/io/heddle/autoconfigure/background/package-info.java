/**
 * Thread managers from {@code application.yml}: <pre>
 *  environment ─▶ ThreadManagerDefinitions ─▶ a bean definition per entry
 *  properties  ─▶ ManagerTuning ─▶ ManagerAssembler ─▶ customizers ─▶ ThreadManager
 *  TaskDecorator beans, ContextPropagation ─▶ TaskDecorators ──────────────▲
 *  ObservationRegistry ─▶ TaskObservations ────────────────────────────────┘
 *  user's @Bean ThreadManager and those ─▶ ThreadManagerPostProcessor ─▶ TaskEvents, Registry
 * </pre>
 */
@NullMarked
package io.heddle.autoconfigure.background;

import org.jspecify.annotations.NullMarked;
