package io.heddle.autoconfigure.pipeline;

import io.heddle.activity.ActivityListener;

/**
 * Hears of the changes of all pipelines of an application context.
 */
interface PipelineListener extends ActivityListener {

}
