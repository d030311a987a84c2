package io.heddle.dict;

import java.time.Duration;
import java.util.function.Supplier;

import io.heddle.thread.ThreadMode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ThreadDictSpecTests {

	private final ThreadDictSpec spec = ThreadDictSpec.of("machine");

	@Test
	void eachSettingIsChangedAlone() {
		ThreadDictSpec changed = this.spec.timewait(Duration.ofMillis(1))
			.delay(Duration.ofMillis(2))
			.readers(3)
			.onReadError(OnReadError.STORE)
			.readTimeout(Duration.ofMillis(4))
			.maxAge(Duration.ofMillis(5))
			.mode(ThreadMode.VIRTUAL)
			.autoStart(false);
		assertThat(changed).isEqualTo(new ThreadDictSpec("machine", Duration.ofMillis(1), Duration.ofMillis(2), 3,
				OnReadError.STORE, Duration.ofMillis(4), Duration.ofMillis(5), ThreadMode.VIRTUAL, false));
	}

	@Test
	void whatCannotBeIsRefused() {
		assertRefused(() -> ThreadDictSpec.of(" "), "'name' of a dict must not be empty");
		assertRefused(() -> this.spec.readers(0), "'readers' of dict 'machine' must be from 1 to 10000 but was 0");
		assertRefused(() -> this.spec.timewait(Duration.ofMillis(-1)),
				"'timewait' of dict 'machine' must be 0 or more but was PT-0.001S");
		assertRefused(() -> this.spec.delay(Duration.ofMillis(-1)),
				"'delay' of dict 'machine' must be 0 or more but was PT-0.001S");
		assertRefused(() -> this.spec.readTimeout(Duration.ofMillis(-1)),
				"'read-timeout' of dict 'machine' must be 0 or more but was PT-0.001S");
		assertRefused(() -> this.spec.maxAge(Duration.ofMillis(-1)),
				"'max-age' of dict 'machine' must be 0 or more but was PT-0.001S");
	}

	private static void assertRefused(Supplier<ThreadDictSpec> spec, String message) {
		assertThatIllegalArgumentException().isThrownBy(spec::get).withMessage(message);
	}

}
