package io.heddle.autoconfigure.background;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What travels with the work.
 *
 * @param contextPropagation Whether the context of the caller (MDC and, with
 * 'io.micrometer:context-propagation', that of Micrometer) travels into background tasks.
 */
@ConfigurationProperties("heddle")
record PropagationProperties(@DefaultValue("true") boolean contextPropagation) {

}
