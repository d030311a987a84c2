/**
 * The pipeline engine against its peers, all of them doing the same work on the same
 * items. {@code PipelineBenchmark} is for JMH; {@code Arena} gives a table of ratios
 * sooner, and on a machine that is not ours alone; {@code IdleCost} shows what a pipeline
 * costs that does nothing.
 */
@NullMarked
package io.heddle.benchmarks;

import org.jspecify.annotations.NullMarked;
