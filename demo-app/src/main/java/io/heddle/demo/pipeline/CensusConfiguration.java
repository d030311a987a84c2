package io.heddle.demo.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Decides where the jars come from.
 */
@Configuration(proxyBeanMethods = false)
class CensusConfiguration {

	@Bean
	JarSource jarSource(CensusProperties properties) {
		if (properties.directory() != null) {
			return new DirectoryJars(Path.of(properties.directory()));
		}
		Path repository = localRepository();
		return Files.isDirectory(repository) ? new DirectoryJars(repository)
				: new ClassPathJars(System.getProperty("java.class.path"));
	}

	private static Path localRepository() {
		String repository = System.getProperty("maven.repo.local");
		return (repository != null) ? Path.of(repository)
				: Path.of(System.getProperty("user.home"), ".m2", "repository");
	}

}
