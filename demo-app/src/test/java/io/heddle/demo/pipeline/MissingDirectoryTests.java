package io.heddle.demo.pipeline;

import io.heddle.demo.DemoApplication;
import io.heddle.pipeline.PipelineState;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(classes = DemoApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = "census.directory=no/such/directory")
@SuppressWarnings("NullAway.Init")
class MissingDirectoryTests {

	@Autowired
	private CensusMonitor monitor;

	@Test
	void missingDirectoryIsReportedAndTheApplicationStaysUp(@LocalServerPort int port, CapturedOutput output) {
		Awaitility.await().until(() -> this.monitor.status().report() != null);
		assertThat(output).contains("0 jars").contains("does not exist").contains("--census.directory");
		assertThat(this.monitor.status().state()).isEqualTo(PipelineState.ENDED);
		RestTestClient.bindToServer()
			.baseUrl("http://localhost:" + port)
			.build()
			.get()
			.uri("/actuator/health")
			.exchange()
			.expectStatus()
			.isOk();
	}

}
