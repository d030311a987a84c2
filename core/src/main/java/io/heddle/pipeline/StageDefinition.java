package io.heddle.pipeline;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A stage as it was declared: where its instances come from. The settings stand in the
 * {@link PipelineSpec}, because they may change.
 *
 * @param kind its kind
 * @param instances gives the instance for a thread: always the same one when it is shared
 * @param release takes the instance of a thread back after its cleanup
 */
record StageDefinition(StageKind kind, Supplier<? extends Stage> instances, Consumer<Stage> release) {

}
