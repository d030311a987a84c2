/**
 * A source, n transforming stages and a sink, each with its own threads: <pre>
 *  Frontend ─▶ Link ─▶ Transport ─▶ Link ─▶ … ─▶ Link ─▶ Backend
 *     │                    │                               │
 *     └── StageGroup ──────┴── StageGroup ─────────────────┘      n workers each
 *              └──────────── PipelineRun ──────────────┘          one start to its end
 *                          DefaultPipeline                         many runs, one after the other
 * </pre> A {@link io.heddle.pipeline.Pipeline} is what users hold. A link is a bounded
 * buffer in memory unless another {@link io.heddle.pipeline.LinkProvider} is given.
 */
@NullMarked
package io.heddle.pipeline;

import org.jspecify.annotations.NullMarked;
