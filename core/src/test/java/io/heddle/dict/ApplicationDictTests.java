package io.heddle.dict;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.heddle.activity.Activity;
import io.heddle.activity.FatalErrorHandler;
import io.heddle.background.ThreadManager;
import io.heddle.testing.ManualTicker;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What an application needs of a dict that somebody else has built.
 */
class ApplicationDictTests {

	private static final ThreadMode OTHER = ThreadSource.isSupported(ThreadMode.VIRTUAL) ? ThreadMode.VIRTUAL
			: ThreadMode.PLATFORM;

	private final List<String> heard = new CopyOnWriteArrayList<>();

	private final FatalErrorHandler handler = (error, where) -> this.heard.add(where);

	@Test
	void adoptsWhatWasNotSaid() {
		ThreadDict<String, String> dict = builder().build();
		dict.adopt(OTHER, this.handler);
		assertThat(dict.spec().mode()).isEqualTo(OTHER);
		assertThatExceptionOfType(InternalError.class).isThrownBy(() -> dict.put("key", "value"));
		assertThat(this.heard).containsExactly("Dict 'machine'");
	}

	@Test
	void keepsWhatWasSaid() {
		FatalErrorHandler another = (error, where) -> this.heard.add("another");
		ThreadDict<String, String> dict = builder().mode(ThreadMode.PLATFORM).fatalErrors(another).build();
		dict.adopt(OTHER, this.handler);
		assertThat(dict.spec().mode()).isEqualTo(ThreadMode.PLATFORM);
		assertThatExceptionOfType(InternalError.class).isThrownBy(() -> dict.put("key", "value"));
		assertThat(this.heard).containsExactly("another");
	}

	@Test
	void isFoundBehindItsActivity() {
		ThreadDict<String, String> dict = builder().build();
		Activity other = ThreadManager.builder().build();
		assertThat(ThreadDict.behind(dict.activity())).isSameAs(dict);
		assertThat(ThreadDict.behind(other)).isNull();
	}

	@Test
	void countsKeysWithoutAValueToo() {
		ThreadDict<String, String> dict = ThreadDict.<String, String>builder("machine").reader((key) -> key).build();
		dict.append("heap", Duration.ofSeconds(1));
		dict.put("disk", "full");
		assertThat(dict.entryCount()).isEqualTo(2);
		assertThat(dict.entries(10)).hasSize(2);
	}

	@Test
	void tellsTheAgeOfTheOldestValueThatIsRefreshed() {
		ManualTicker ticker = new ManualTicker();
		ThreadDict<String, String> dict = ThreadDict.<String, String>builder("machine")
			.reader((key) -> key)
			.ticker(ticker)
			.build();
		dict.put("disk", "full");
		assertThat(dict.getOldestAge()).isNull();
		dict.append("heap", Duration.ofSeconds(1));
		ticker.advance(Duration.ofSeconds(3));
		assertThat(dict.getOldestAge()).isEqualTo(Duration.ofSeconds(3));
		dict.read("heap");
		assertThat(dict.getOldestAge()).isZero();
	}

	private ThreadDict.Builder<String, String> builder() {
		return ThreadDict.<String, String>builder("machine").writer((key, value) -> {
			throw new InternalError(value);
		});
	}

}
