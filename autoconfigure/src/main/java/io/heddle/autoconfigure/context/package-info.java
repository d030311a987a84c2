/**
 * What travels from the caller into the threads that work for him: <pre>
 *  TaskDecorator beans, ContextPropagation ─▶ TaskDecorators ─▶ TravellingContext ─▶ managers, workers, enrichers, generators
 * </pre>
 */
@NullMarked
package io.heddle.autoconfigure.context;

import org.jspecify.annotations.NullMarked;
