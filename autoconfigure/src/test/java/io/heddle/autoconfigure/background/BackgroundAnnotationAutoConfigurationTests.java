package io.heddle.autoconfigure.background;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;

import io.heddle.annotation.BackgroundMistakeException;
import io.heddle.annotation.BackgroundPostProcessor;
import io.heddle.autoconfigure.registry.RegistryAutoConfiguration;
import io.heddle.background.Background;
import io.heddle.background.ThreadManager;
import io.heddle.background.ThreadWrapper;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.validation.annotation.Validated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

@ExtendWith(OutputCaptureExtension.class)
class BackgroundAnnotationAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(AopAutoConfiguration.class, BackgroundAnnotationAutoConfiguration.class))
		.withUserConfiguration(Application.class);

	@Test
	void annotatedMethodsRunInTheBackground(CapturedOutput output) {
		this.runner.run((context) -> {
			Exports exports = context.getBean(Exports.class);
			assertThat(AopUtils.isCglibProxy(exports)).isTrue();
			assertThat(exports.export().get()).startsWith("export-");
			assertThat(context.getBean(ThreadManager.class).snapshot().counts().started()).isEqualTo(1);
		});
		assertThat(output).doesNotContain("not eligible for getting processed");
	}

	@Test
	void managersOfThePropertiesRunThem() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, RegistryAutoConfiguration.class,
					BackgroundAutoConfiguration.class, BackgroundAnnotationAutoConfiguration.class))
			.withPropertyValues("heddle.background.managers.reports.max-threads=1")
			.withBean(Exports.class)
			.withBean(Reports.class)
			.run((context) -> {
				assertThat(context.getBean(Exports.class).export().get()).startsWith("export-");
				assertThat(started(context, "threadManager")).isEqualTo(1);
				assertThat(context.getBean(Reports.class).report().get()).startsWith("report-");
				assertThat(started(context, "reports")).isEqualTo(1);
			});
	}

	private static long started(ApplicationContext context, String manager) {
		return context.getBean(manager, ThreadManager.class).snapshot().counts().started();
	}

	@Test
	void interfacesAreProxiedByProperty() {
		this.runner.withPropertyValues("spring.aop.proxy-target-class=false").run((context) -> {
			Exporting exports = context.getBean(Exporting.class);
			assertThat(AopUtils.isJdkDynamicProxy(exports)).isTrue();
			assertThat(exports.export().get()).startsWith("export-");
		});
	}

	@Test
	void lazyBeansAreCheckedWhenTheyAreMade() {
		this.runner.withBean("foreign", Foreign.class)
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(Exports.class).export().get()).startsWith("export-");
				assertThatException().isThrownBy(() -> context.getBean(Foreign.class))
					.havingRootCause()
					.isInstanceOf(BackgroundMistakeException.class)
					.withMessageContaining("there is no bean 'mailr'");
			});
	}

	@Test
	void validationHappensInTheBackground() {
		this.runner.withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
			.withBean(Validating.class)
			.run((context) -> {
				ThreadWrapper<String> thread = context.getBean(Validating.class).export("");
				assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
				assertThat(thread.getException()).isInstanceOf(ConstraintViolationException.class);
			});
	}

	@Test
	void isOffByProperty() {
		this.runner.withPropertyValues("heddle.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(BackgroundPostProcessor.class);
			assertThat(context.getBean(Exports.class).export().get()).isEqualTo(Thread.currentThread().getName());
		});
	}

	@Test
	void backsOff() {
		BackgroundPostProcessor own = new BackgroundPostProcessor();
		this.runner.withBean(BackgroundPostProcessor.class, () -> own)
			.run((context) -> assertThat(context.getBean(BackgroundPostProcessor.class)).isSameAs(own));
	}

	@Test
	void aMistakeStopsTheStart() {
		this.runner.withBean(Mistaken.class)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.hasRootCauseInstanceOf(BackgroundMistakeException.class));
	}

	@Test
	void aMistakeIsShownWithoutAStackTrace(CapturedOutput output) {
		assertThatException().isThrownBy(
				() -> new SpringApplicationBuilder(Application.class, Mistaken.class).web(WebApplicationType.NONE)
					.run()
					.close());
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains(
					"(onSuccess = \"mailLnk\"), but BackgroundAnnotationAutoConfigurationTests.Mistaken has no method "
							+ "'mailLnk'.\n")
			.contains("Action:\n\nDid you mean 'mailLink'? Write \"method\" for one of the same bean, or "
					+ "\"bean#method\".\n")
			.doesNotContain("\tat ");
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AopAutoConfiguration.class, BackgroundAnnotationAutoConfiguration.class })
	static class Application {

		@Bean
		ThreadManager manager(List<Exporting> tasks) {
			assertThat(tasks).hasSize(1);
			return ThreadManager.builder().build();
		}

		@Bean
		Exports exports() {
			return new Exports();
		}

	}

	interface Exporting {

		Future<String> export();

	}

	static class Exports implements Exporting {

		@Override
		@Background
		public Future<String> export() {
			return ThreadWrapper.completed(Thread.currentThread().getName());
		}

	}

	static class Foreign {

		@Background(onEnd = "mailr#send")
		void export() {
		}

	}

	static class Reports {

		@Background(manager = "reports")
		Future<String> report() {
			return ThreadWrapper.completed(Thread.currentThread().getName());
		}

	}

	@Validated
	static class Validating {

		@Background
		ThreadWrapper<String> export(@NotEmpty String text) {
			return ThreadWrapper.completed(text);
		}

	}

	static class Mistaken {

		@Background(onSuccess = "mailLnk")
		void export() {
		}

		void mailLink() {
		}

	}

}
