package io.heddle.demo.pipeline;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the census.
 *
 * @param directory where to look for jar files; by default the local Maven repository, or
 * the class path of the application if there is none
 * @param progressInterval how often progress is logged when the output is no terminal
 */
@ConfigurationProperties("census")
record CensusProperties(@Nullable String directory, @DefaultValue("5s") Duration progressInterval) {

}
