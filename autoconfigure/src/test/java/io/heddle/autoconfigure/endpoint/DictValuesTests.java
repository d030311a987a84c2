package io.heddle.autoconfigure.endpoint;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.Principal;
import java.util.List;
import java.util.Map;

import javax.management.ObjectName;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import io.heddle.dict.ThreadDict;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who is shown the values of dicts, by the web and by JMX.
 */
class DictValuesTests {

	private static final String DOMAIN = "io.heddle.values";

	private final HttpClient client = HttpClient.newHttpClient();

	@Test
	void valuesAreShownToNobodyByDefault() throws Exception {
		try (ConfigurableApplicationContext application = start()) {
			for (String role : List.of("", "USER", "ADMIN")) {
				assertThat(get(application, role).jsonString()).contains("heap").doesNotContain("\"value\"");
			}
			assertThat(jmx()).contains("heap").doesNotContain("value=");
		}
	}

	@Test
	void valuesAreShownToWhoeverIsAuthorized() throws Exception {
		try (ConfigurableApplicationContext application = start(
				"--management.endpoint.heddle.show-values=when-authorized")) {
			assertThat(get(application, "").jsonString()).doesNotContain("\"value\"");
			assertThat(valueOf(get(application, "USER"), "heap")).isEqualTo(17);
			assertThat(jmx()).contains("heap").doesNotContain("value=");
		}
	}

	@Test
	void rolesTellWhoIsAuthorized() throws Exception {
		try (ConfigurableApplicationContext application = start(
				"--management.endpoint.heddle.show-values=when-authorized",
				"--management.endpoint.heddle.roles=OPERATOR,ADMIN")) {
			assertThat(get(application, "").jsonString()).doesNotContain("\"value\"");
			assertThat(get(application, "USER").jsonString()).doesNotContain("\"value\"");
			assertThat(valueOf(get(application, "ADMIN"), "heap")).isEqualTo(17);
		}
	}

	@Test
	void valuesAreShownToAllIfThatIsWanted() throws Exception {
		try (ConfigurableApplicationContext application = start("--management.endpoint.heddle.show-values=always")) {
			DocumentContext json = get(application, "");
			assertThat(json.<Map<String, Object>>read("$.keys[0]")).containsOnlyKeys("key", "value", "ageMillis",
					"period", "error");
			assertThat(valueOf(json, "heap")).isEqualTo(17);
			assertThat(valueOf(json, "load")).isEqualTo(0.5);
			assertThat(valueOf(json, "price")).isEqualTo(12.25);
			assertThat(valueOf(json, "on")).isEqualTo(true);
			assertThat(valueOf(json, "bean")).isEqualTo("Account[name=x, password=visible to all]");
			assertThat(valueOf(json, "list")).isEqualTo("[1, 2]");
			assertThat(valueOf(json, "failure")).isEqualTo("java.io.IOException");
			assertThat(valueOf(json, "long")).isEqualTo("x".repeat(1000) + "…");
			assertThat((String) valueOf(json, "bad"))
				.endsWith("Bad, whose toString() throws java.lang.UnsupportedOperationException");
			assertThat(jmx()).contains("value=17");
		}
	}

	private ConfigurableApplicationContext start(String... arguments) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.SERVLET)
			.properties("server.port=0", "management.endpoints.web.exposure.include=heddle",
					"management.endpoints.jmx.exposure.include=heddle", "management.endpoints.jmx.domain=" + DOMAIN,
					"spring.jmx.enabled=true")
			.run(arguments);
	}

	private static @Nullable Object valueOf(DocumentContext json, String key) {
		List<Object> found = json.read("$.keys[?(@.key == '%s')].value".formatted(key));
		assertThat(found).hasSize(1);
		return found.get(0);
	}

	private DocumentContext get(ConfigurableApplicationContext application, String role)
			throws IOException, InterruptedException {
		URI uri = URI.create("http://localhost:%s/actuator/heddle/dict/machine"
			.formatted(application.getEnvironment().getProperty("local.server.port")));
		HttpResponse<String> response = this.client.send(HttpRequest.newBuilder(uri).header("Role", role).build(),
				BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(200);
		return JsonPath.parse(response.body());
	}

	private static String jmx() throws Exception {
		Object answer = ManagementFactory.getPlatformMBeanServer()
			.invoke(new ObjectName(DOMAIN + ":type=Endpoint,name=Heddle"), "describe",
					new Object[] { "dict", "machine" },
					new String[] { String.class.getName(), String.class.getName() });
		return String.valueOf(answer);
	}

	record Account(String name, String password) {

		@Override
		public String toString() {
			return "Account[name=%s, password=%s]".formatted(this.name, this.password);
		}

	}

	static class Bad {

		@Override
		public String toString() {
			throw new UnsupportedOperationException("secret");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		ThreadDict<String, Object> machine() {
			return ThreadDict.<String, Object>builder("machine")
				.initial(Map.of("heap", 17, "load", 0.5, "price", new BigDecimal("12.25"), "on", true, "bean",
						new Account("x", "visible to all"), "list", List.of(1, 2), "failure", new IOException("secret"),
						"long", "x".repeat(1001), "bad", new Bad()))
				.build();
		}

		/** The user of a request has the role that its header tells. */
		@Bean
		Filter users() {
			return (request, response, chain) -> chain.doFilter(new Authenticated((HttpServletRequest) request),
					response);
		}

	}

	static class Authenticated extends HttpServletRequestWrapper {

		private final String role;

		Authenticated(HttpServletRequest request) {
			super(request);
			String header = request.getHeader("Role");
			this.role = (header != null) ? header : "";
		}

		@Override
		public @Nullable Principal getUserPrincipal() {
			return this.role.isEmpty() ? null : () -> "somebody";
		}

		@Override
		public boolean isUserInRole(String role) {
			return this.role.equals(role);
		}

	}

}
