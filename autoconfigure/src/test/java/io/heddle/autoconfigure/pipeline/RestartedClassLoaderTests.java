package io.heddle.autoconfigure.pipeline;

import java.util.List;

import io.heddle.autoconfigure.pipeline.ChildJvm.Ended;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Restarts as devtools does them: the application in a new class loader each time. In a
 * JVM of its own that clears soft references at once, since Spring's caches have them.
 */
class RestartedClassLoaderTests {

	@Test
	void nothingKeepsTheOldClassLoaders() throws Exception {
		Ended ended = ChildJvm.run(Restarts.class, List.of("-Xmx128m", "-XX:SoftRefLRUPolicyMSPerMB=0"));
		assertThat(ended.code()).as(ended.output()).isZero();
		assertThat(ended.output()).contains("class loaders left: []").contains("threads left: []");
	}

}
