package io.heddle.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import io.heddle.testing.NoLeakedThreads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Timeout(60)
@ExtendWith(NoLeakedThreads.class)
class BackgroundGeneratorsTests {

	@Test
	void oneThatIsMadeWhileTheFactoryClosesIsRefused() {
		List<BackgroundGenerators> itself = new ArrayList<>();
		itself.add(new BackgroundGenerators(UnaryOperator.identity(), (added) -> itself.get(0).close(), (removed) -> {
		}));
		assertThatIllegalStateException().isThrownBy(() -> itself.get(0).of("late", List.of(1, 2, 3)::iterator))
			.withMessage("Generator 'late' comes too late: the application is being stopped");
		try (BackgroundGenerator<Integer> other = new BackgroundGenerators().of("late", List.of(1)::iterator)) {
			assertThat(other.getName()).isEqualTo("late");
		}
	}

	@Test
	void aNameThatNobodyTakesInIsRefusedAgain() {
		try (BackgroundGenerators all = new BackgroundGenerators(UnaryOperator.identity(), (added) -> {
			throw new IllegalArgumentException("taken");
		}, (removed) -> {
		})) {
			for (int i = 0; i < 2; i++) {
				assertThatIllegalArgumentException().isThrownBy(() -> all.of("rows", List.of(1)::iterator))
					.withMessage("taken");
			}
		}
	}

}
