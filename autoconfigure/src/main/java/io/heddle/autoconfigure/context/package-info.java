/**
 * What travels from the caller into the threads that work for him: <pre>
 *  TaskDecorator beans, ContextPropagation ─▶ TaskDecorators ─▶ TravellingContext ─▶ managers, enrichers, generators
 * </pre>
 */
@NullMarked
package io.heddle.autoconfigure.context;

import org.jspecify.annotations.NullMarked;
