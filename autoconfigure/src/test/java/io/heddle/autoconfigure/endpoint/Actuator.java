package io.heddle.autoconfigure.endpoint;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The endpoints of an application, as a browser sees them.
 *
 * @param port where it listens
 * @param client asks it
 */
record Actuator(int port, HttpClient client) {

	Actuator(int port) {
		this(port, HttpClient.newHttpClient());
	}

	/** The JSON at a path below that of Heddle, which must be there. */
	DocumentContext heddle(String path) throws IOException, InterruptedException {
		HttpResponse<String> response = send("/heddle" + path);
		assertThat(response.statusCode()).isEqualTo(200);
		return JsonPath.parse(response.body());
	}

	/** What is at a path, if anything. */
	HttpResponse<String> send(String path) throws IOException, InterruptedException {
		URI uri = URI.create("http://localhost:" + this.port + "/actuator" + path);
		return this.client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
	}

}
