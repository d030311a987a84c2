package io.heddle.autoconfigure.endpoint;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ShownValueTests {

	@Test
	void numbersAndTruthValuesAreShownAsTheyAre() {
		for (Object value : List.of((byte) 1, (short) 2, 3, 4L, 5f, 6.5, BigInteger.TEN, new BigDecimal("1.25"),
				true)) {
			assertThat(ShownValue.of(value)).isSameAs(value);
		}
		assertThat(ShownValue.of(null)).isNull();
	}

	@Test
	void allElseIsText() {
		assertThat(ShownValue.of(new AtomicInteger(7))).isEqualTo("7");
		assertThat(ShownValue.of(List.of("a", "b"))).isEqualTo("[a, b]");
		assertThat(ShownValue.of('c')).isEqualTo("c");
	}

	@Test
	void aLongTextIsCut() {
		String most = "x".repeat(ShownValue.MAX_LENGTH);
		assertThat(ShownValue.of(most)).isEqualTo(most);
		assertThat(ShownValue.of(most + "x")).isEqualTo(most + "…");
		assertThat((String) ShownValue.of(BigInteger.TEN.pow(2000))).hasSize(ShownValue.MAX_LENGTH + 1);
	}

	@Test
	void anExceptionIsShownWithoutItsMessage() {
		assertThat(ShownValue.of(new IllegalStateException("secret"))).isEqualTo("java.lang.IllegalStateException");
	}

	@Test
	void aValueThatCannotSayWhatItIsIsNamed() {
		assertThat(ShownValue.of(new Endless()))
			.isEqualTo(Endless.class.getName() + ", whose toString() throws java.lang.StackOverflowError");
	}

	static class Endless {

		@Override
		public String toString() {
			return List.of(this).toString();
		}

	}

}
