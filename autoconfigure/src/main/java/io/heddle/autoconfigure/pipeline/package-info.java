/**
 * Pipelines from {@code application.yml}: <pre>
 *  environment ─▶ ConfiguredKeys ─▶ PipelineDefinitions ─▶ a bean definition per entry
 *  flow        ─▶ FlowResolver ─▶ FlowShape, FlowTypes ─▶ PipelineAssembler ─▶ Pipeline
 *  user's @Bean Pipeline ────────────────────────────────────────────────────▶ Pipeline
 *  properties  ─▶ PipelineTuning ─▶ customizers ─▶ Pipeline.tune ─▶ Registry
 *                         (RegisteringPostProcessor, for both kinds)
 * </pre>
 */
@NullMarked
package io.heddle.autoconfigure.pipeline;

import org.jspecify.annotations.NullMarked;
