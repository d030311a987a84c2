package io.heddle.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.heddle.testing.ManualTicker;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ServiceSamplerTests {

	private final ManualTicker ticker = new ManualTicker();

	private final ServiceTimes times = new ServiceTimes();

	private final AtomicLong waited = new AtomicLong();

	private final List<Long> told = new ArrayList<>();

	private final ServiceSampler sampler = new ServiceSampler(this.ticker, this.times, this.waited::get,
			this.told::add);

	@Test
	void slowItemsAreAllMeasured() {
		serve(100, Duration.ofNanos(ServiceSampler.WORTH_NANOS));
		assertThat(this.times.count()).isEqualTo(100);
	}

	@Test
	void theQuickerItemsAreTheFewerAreMeasured() {
		serve(100, Duration.ofNanos(ServiceSampler.WORTH_NANOS / 4));
		assertThat(this.times.count()).isBetween(20L, 26L);
	}

	@Test
	void ofQuickItemsOneInManyIsMeasuredBeginningWithTheFirst() {
		serve(1 + ServiceSampler.SAMPLE + ServiceSampler.SAMPLE - 1, Duration.ofNanos(100));
		assertThat(this.times.count()).isEqualTo(2);
		serve(1, Duration.ofNanos(100));
		assertThat(this.times.count()).isEqualTo(3);
	}

	@Test
	void theClockIsReadForMeasuredItemsOnly() {
		serve(ServiceSampler.SAMPLE, Duration.ofNanos(100));
		assertThat(this.told).containsExactly(100L);
	}

	@Test
	void waitsForRoomAreNoServiceTime() {
		long began = this.sampler.begin();
		this.ticker.advance(Duration.ofMillis(10));
		this.waited.addAndGet(Duration.ofMillis(8).toNanos());
		this.sampler.endWithWaits(began);
		assertThat(this.times.totalNanos()).isEqualTo(Duration.ofMillis(2).toNanos() - 1);
	}

	@Test
	void waitsOfEarlierItemsDoNotCount() {
		this.waited.set(Duration.ofHours(1).toNanos());
		long began = this.sampler.begin();
		this.ticker.advance(Duration.ofMillis(10));
		this.sampler.endWithWaits(began);
		assertThat(this.times.totalNanos()).isEqualTo(Duration.ofMillis(10).toNanos() - 1);
	}

	private void serve(int items, Duration time) {
		for (int i = 0; i < items; i++) {
			long began = this.sampler.begin();
			this.ticker.advance(time);
			this.sampler.end(began);
		}
	}

}
