/**
 * An iterator that is produced ahead of its consumer, and several threads on one target.
 * <pre>
 *  source ─▶ Generator ─▶ Production ─▶ HandOff (prefetch) ─▶ GeneratorIterator ─▶ consumer
 *              a thread of MultiThread       ▲                  GeneratorIterator ─▶ consumer
 *                                            └──── consumed ────────┘
 * </pre> {@link io.heddle.generator.HandOff} is the hard class and explains itself.
 */
@NullMarked
package io.heddle.generator;

import org.jspecify.annotations.NullMarked;
