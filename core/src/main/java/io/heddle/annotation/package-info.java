/**
 * What makes the annotations work, with Spring's proxies and without AspectJ: <pre>
 *  caller ─▶ proxy ─▶ BackgroundInterceptor ─▶ ThreadManager ─▶ other advisors ─▶ method
 *              │                                    │
 *              └◀───────────── handle ──────────────┘
 * </pre> {@link io.heddle.annotation.BackgroundPostProcessor} makes the proxies and
 * checks each annotated method before it is called for the first time.
 * {@link io.heddle.annotation.PeriodicPostProcessor} makes an object that calls a method:
 * <pre>
 *  ThreadedObject ─▶ bean or its proxy ─▶ other advisors ─▶ method
 * </pre>
 */
@NullMarked
package io.heddle.annotation;

import org.jspecify.annotations.NullMarked;
