package io.heddle.buffer;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConsumersTests {

	private final Consumers consumers = new Consumers();

	@Test
	void theyAreCounted() {
		this.consumers.join();
		this.consumers.join();
		assertThat(this.consumers.count()).isEqualTo(2);
		this.consumers.leave();
		assertThat(this.consumers.tryEnd(false)).isTrue();
		assertThat(this.consumers.count()).isZero();
	}

	@Test
	void itemsAreLeftToTheOthersInOrder() {
		this.consumers.join();
		this.consumers.join();
		assertThat(this.consumers.tryLeave(List.of(1, 2, 3))).isTrue();
		assertThat(this.consumers.hasReturned()).isTrue();
		@Nullable Object[] run = new @Nullable Object[2];
		assertThat(this.consumers.claimReturned(run, 2)).isEqualTo(2);
		assertThat(run).containsExactly(1, 2);
		assertThat(this.consumers.claimReturned(run, 2)).isOne();
		assertThat(run[0]).isEqualTo(3);
		assertThat(this.consumers.hasReturned()).isFalse();
	}

	@Test
	void nobodyEndsBeforeTheItemsLeftToItUnlessAborted() {
		this.consumers.join();
		this.consumers.join();
		this.consumers.tryLeave(List.of(1));
		assertThat(this.consumers.tryEnd(false)).isFalse();
		assertThat(this.consumers.tryEnd(true)).isTrue();
	}

	@Test
	void theLastOneCannotLeave() {
		this.consumers.join();
		assertThat(this.consumers.tryLeave(List.of(1))).isFalse();
		assertThat(this.consumers.count()).isOne();
		assertThat(this.consumers.hasReturned()).isFalse();
	}

}
