package io.heddle.pipeline;

import java.util.List;
import java.util.Map;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.time.Ticker;

/**
 * What a pipeline is made of and what never changes about it.
 *
 * @param definitions the stages in order
 * @param runtimeContext objects with which the runtime context of each run begins
 * @param deadLetters where failed items go
 * @param fatalErrors hears of errors of the JVM
 * @param links opens the links of each run
 * @param ticker the clock
 */
record PipelineParts(List<StageDefinition> definitions, Map<String, Object> runtimeContext, DeadLetters deadLetters,
		FatalErrorHandler fatalErrors, LinkProvider links, Ticker ticker) {

}
