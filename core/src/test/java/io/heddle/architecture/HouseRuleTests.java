package io.heddle.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The classes of core obey the rules of the house.
 */
class HouseRuleTests {

	static final String BASE = "io.heddle";

	static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages(BASE);

	@ParameterizedTest
	@EnumSource
	void isObeyed(HouseRule rule) {
		rule.below(BASE).check(CLASSES);
	}

}
