package io.heddle.autoconfigure.context;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What travels with the work.
 *
 * @param contextPropagation Whether the context of the caller (MDC and, with
 * 'io.micrometer:context-propagation', that of Micrometer) travels into background tasks,
 * into the tasks of workers of this JVM, and into the threads of enrichers and
 * generators.
 */
@ConfigurationProperties("heddle")
record PropagationProperties(@DefaultValue("true") boolean contextPropagation) {

}
