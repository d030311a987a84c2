package io.heddle.periodic;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.activity.ActivityState;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.Eventually;
import io.heddle.testing.ManualTicker;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@ExtendWith(NoLeakedThreads.class)
class CronTabTests {

	private static final ZoneId UTC = ZoneId.of("UTC");

	private static final Duration MINUTE = Duration.ofMinutes(1);

	/** Of a Sunday, at eight. */
	private final ManualTicker ticker = new ManualTicker();

	private final AtomicInteger runs = new AtomicInteger();

	private final List<CronTab> made = new ArrayList<>();

	@AfterEach
	void close() {
		this.made.forEach(CronTab::close);
	}

	private CronTab make(CronTabBuilder builder) {
		CronTab crontab = builder.zone(UTC).ticker(this.ticker).build();
		this.made.add(crontab);
		return crontab;
	}

	private CronTab make(String line, Callable<?> task) {
		return make(CronTab.builder("nightly").line(line).task(task));
	}

	private CronTab counting(String line) {
		return make(line, this.runs::incrementAndGet);
	}

	/** Moves on, and waits until what is due then has been done. */
	private void advance(Duration time) {
		this.ticker.advance(time);
		this.ticker.awaitSleepers(1);
	}

	private static ZonedDateTime utc(String time) {
		return ZonedDateTime.parse(time + ":00Z").withZoneSameInstant(UTC);
	}

	@Test
	void t164matchesIfAllFieldsDo() {
		CronTab crontab = counting("*/15 10 * * 1");
		assertThat(crontab.match(utc("2026-11-23T10:30"))).isTrue();
		assertThat(crontab.match(utc("2026-11-23T10:30").plusSeconds(59))).isTrue();
		assertThat(crontab.match(utc("2026-11-23T10:31"))).isFalse();
		assertThat(crontab.match(utc("2026-11-24T10:30"))).isFalse();
	}

	@Test
	void t164whoDrivesItAsksOnceAMinute() throws Exception {
		CronTab crontab = counting("*/15 10 * * 1");
		assertThat(crontab.getLastMatch()).isNull();
		ZonedDateTime begin = utc("2026-11-23T10:00");
		for (int second = 0; second < 3600; second += 15) {
			ZonedDateTime now = begin.plusSeconds(second);
			if (crontab.changed(now) && crontab.match(now)) {
				crontab.doTask();
			}
		}
		assertThat(this.runs).hasValue(4);
		assertThat(crontab.getLastMatch()).isEqualTo("2026-11-23T10:59:00Z");
		assertThat(crontab.changed(utc("2026-11-23T10:59").plusSeconds(59))).isFalse();
		assertThat(crontab.changed(utc("2026-11-23T11:00"))).isTrue();
	}

	/** What is built is not touched by what is done to its builder later. */
	@Test
	void aBuilderMayBeUsedAgain() {
		CronTabBuilder builder = CronTab.builder("nightly").line("* * * * *");
		CronTab first = make(builder.task(() -> "first"));
		CronTab second = make(builder.task(() -> "second"));
		first.start();
		this.ticker.awaitSleepers(1);
		assertThat(first.get()).contains("first");
		assertThat(second.get()).isEmpty();
	}

	@Test
	void t166acceptsListsRangesAndNames() {
		for (String line : List.of("1,2 * * * *", "1-5 * * * *", "* * * JAN *", "* * * * MON")) {
			assertThat(counting(line).getLine()).isEqualTo(line);
		}
	}

	@Test
	void t167dayOfTheMonthAndOfTheWeekMustBothMatch() {
		CronTab crontab = counting("0 0 1 * 1");
		assertThat(crontab.match(utc("2026-12-01T00:00"))).isFalse();
		assertThat(crontab.match(utc("2027-02-01T00:00"))).isTrue();
	}

	@EachThreadMode
	void t169runsAtOnceInAMatchingMinuteAndThenOnceAMinute(ThreadMode mode) {
		CronTab crontab = make(CronTab.builder("nightly")
			.line("* * * * *")
			.task(this.runs::incrementAndGet)
			.scheduler(new PeriodicScheduler("cron", ThreadSource.of(mode), 1)));
		this.ticker.advance(Duration.ofSeconds(20));
		crontab.start();
		this.ticker.awaitSleepers(1);
		assertThat(this.runs).hasValue(1);
		assertThat(crontab.getNext()).isEqualTo(ManualTicker.BEGIN.plusSeconds(60));
		advance(Duration.ofSeconds(39));
		assertThat(this.runs).hasValue(1);
		advance(Duration.ofSeconds(1));
		assertThat(this.runs).hasValue(2);
		for (int minute = 0; minute < 5; minute++) {
			advance(MINUTE);
		}
		assertThat(this.runs).hasValue(7);
	}

	@Test
	void outsideOfItsMinutesItWaits() {
		counting("30 8 * * *").start();
		this.ticker.awaitSleepers(1);
		for (int minute = 0; minute < 29; minute++) {
			advance(MINUTE);
		}
		assertThat(this.runs).hasValue(0);
		advance(MINUTE);
		assertThat(this.runs).hasValue(1);
	}

	@Test
	void t170doesNotRunTwiceInAMinute() {
		CronTab crontab = counting("* * * * *");
		crontab.start();
		this.ticker.awaitSleepers(1);
		advance(Duration.ofSeconds(10));
		crontab.start();
		this.ticker.awaitSleepers(1);
		assertThat(crontab.stop()).isTrue();
		crontab.start();
		crontab.load("0-59 * * * *");
		this.ticker.awaitSleepers(1);
		assertThat(this.runs).hasValue(1);
		advance(Duration.ofSeconds(50));
		assertThat(this.runs).hasValue(2);
	}

	@Test
	void t170askingDoesNotUseTheMinute() {
		CronTab crontab = counting("* * * * *");
		assertThat(crontab.match(this.ticker.now().atZone(UTC))).isTrue();
		crontab.start();
		this.ticker.awaitSleepers(1);
		assertThat(this.runs).hasValue(1);
	}

	@Test
	void t173survivesFailuresAndCountsThem() {
		CronTab crontab = make("* * * * *", () -> {
			throw new IOException("failure " + this.runs.incrementAndGet());
		});
		crontab.start();
		this.ticker.awaitSleepers(1);
		advance(MINUTE);
		advance(MINUTE);
		assertThat(crontab.isAlive()).isTrue();
		assertThat(this.runs).hasValue(3);
		assertThat(crontab.getErrors()).isEqualTo(3);
		assertThat(crontab.getLastError()).isInstanceOf(IOException.class).hasMessage("failure 3");
		assertThat(crontab.get()).isEmpty();
	}

	@Test
	void t173survivesErrors() {
		CronTab crontab = make("* * * * *", () -> {
			throw new AssertionError("failure " + this.runs.incrementAndGet());
		});
		crontab.start();
		this.ticker.awaitSleepers(1);
		advance(MINUTE);
		assertThat(this.runs).hasValue(2);
	}

	@Test
	void t175doesAnotherTaskInstead() throws Exception {
		CronTab crontab = counting("* * * * *");
		assertThat(crontab.doTask(() -> "other")).isEqualTo("other");
		List<String> heard = new ArrayList<>();
		crontab.doTask(() -> {
			heard.add("second");
		});
		assertThat(heard).containsExactly("second");
		assertThat(this.runs).hasValue(0);
		assertThat(crontab.doTask()).isEqualTo(1);
		assertThat(crontab.get()).hasValue("other");
		assertThat(crontab.get()).hasValue(1);
		assertThat(crontab.get()).isEmpty();
	}

	@Test
	void t176whatFollowsTheFieldsIsNotPartOfThem() {
		CronTab crontab = new CronTab("00 */6 * * * cmd");
		assertThat(List.of("00:00", "06:00", "12:00", "18:00"))
			.allSatisfy((time) -> assertThat(crontab.match(utc("2026-11-23T" + time))).isTrue());
		assertThat(List.of("00:01", "05:00", "07:00", "23:00"))
			.allSatisfy((time) -> assertThat(crontab.match(utc("2026-11-23T" + time))).isFalse());
		assertThat(crontab.getCommand()).isEqualTo("cmd");
		assertThat(new CronTab("* * * * *   tar cf  x.tar  .").getCommand()).isEqualTo("tar cf  x.tar  .");
		assertThat(counting("* * * * * cmd").getCommand()).isNull();
	}

	@Test
	void keepsTheLastTenResults() {
		CronTab crontab = counting("* * * * *");
		crontab.start();
		this.ticker.awaitSleepers(1);
		for (int minute = 0; minute < 12; minute++) {
			advance(MINUTE);
		}
		assertThat(this.runs).hasValue(13);
		for (int result = 4; result <= 13; result++) {
			assertThat(crontab.get()).hasValue(result);
		}
		assertThat(crontab.get()).isEmpty();
	}

	@Test
	void keepsAsManyResultsAsItIsTold() throws Exception {
		CronTab crontab = make(CronTab.builder("two").line("* * * * *").task(this.runs::incrementAndGet).keep(2));
		for (int i = 0; i < 5; i++) {
			crontab.doTask();
		}
		assertThat(crontab.get()).hasValue(4);
		assertThat(crontab.get()).hasValue(5);
		assertThatIllegalArgumentException().isThrownBy(() -> CronTab.builder("none").keep(0))
			.withMessage("'keep' of a crontab must be 1 or more but was 0");
	}

	@Test
	void aLongTaskSkipsMinutes() throws InterruptedException {
		CountDownLatch gate = new CountDownLatch(1);
		CronTab crontab = make("* * * * *", () -> {
			if (this.runs.incrementAndGet() == 1) {
				gate.await();
			}
			return null;
		});
		crontab.start();
		Eventually.holds(() -> this.runs.get() == 1);
		this.ticker.advance(Duration.ofSeconds(200));
		gate.countDown();
		this.ticker.awaitSleepers(1);
		advance(Duration.ofSeconds(39));
		assertThat(this.runs).hasValue(1);
		advance(Duration.ofSeconds(1));
		assertThat(this.runs).hasValue(2);
	}

	@Test
	void aPauseOfTheHostIsNotMadeUpFor() {
		CronTab crontab = counting("5 * * * *");
		crontab.start();
		this.ticker.awaitSleepers(1);
		advance(Duration.ofMinutes(10));
		assertThat(this.runs).hasValue(0);
		advance(Duration.ofMinutes(54));
		assertThat(this.runs).hasValue(0);
		advance(MINUTE);
		assertThat(this.runs).hasValue(1);
	}

	@Test
	void aPauseOfTheHostIsMadeUpForOnceIfItIsToBe() {
		CronTab crontab = make(CronTab.builder("nightly")
			.line("* * * * *")
			.task(this.runs::incrementAndGet)
			.spec((spec) -> spec.catchUp(CatchUp.ONE)));
		this.ticker.advance(Duration.ofSeconds(30));
		crontab.start();
		this.ticker.awaitSleepers(1);
		advance(Duration.ofMinutes(10));
		assertThat(this.runs).hasValue(2);
	}

	@Test
	void hasNoPeriodThatATaskCouldOverrun() {
		CronTab crontab = make("* * * * *", () -> {
			this.ticker.advance(Duration.ofSeconds(30));
			return this.runs.incrementAndGet();
		});
		assertThat(crontab.getNext()).isNull();
		assertThat(this.made.get(0).activity().snapshot()).isInstanceOfSatisfying(PeriodicSnapshot.class,
				(snapshot) -> assertThat(snapshot.stats().next()).isNull());
		crontab.start();
		this.ticker.awaitSleepers(1);
		assertThat(crontab.activity().snapshot()).isInstanceOfSatisfying(PeriodicSnapshot.class, (snapshot) -> {
			assertThat(snapshot.stats().overruns()).isZero();
			assertThat(snapshot.stats().usage()).isZero();
			assertThat(snapshot.stats().lastDuration()).isEqualTo(Duration.ofSeconds(30));
		});
	}

	@Test
	void itsZoneDecides() {
		CronTab crontab = CronTab.builder("madrid")
			.line("0 9 * * *")
			.task(() -> 1)
			.zone(ZoneId.of("Europe/Madrid"))
			.build();
		assertThat(crontab.match(utc("2026-11-23T08:00"))).isTrue();
		assertThat(crontab.match(utc("2026-11-23T09:00"))).isFalse();
		CronTab open = new CronTab("0 9 * * *", () -> 1);
		assertThat(open.match(utc("2026-11-23T09:00"))).isTrue();
		assertThat(open.match(ZonedDateTime.parse("2026-11-23T09:00+05:00"))).isTrue();
		open.configure((spec) -> spec.cron("0 9 * * *", ZoneId.of("Asia/Tokyo")));
		assertThat(open.match(utc("2026-11-23T00:00"))).isTrue();
	}

	@Test
	void runsInItsZone() {
		CronTab crontab = CronTab.builder("madrid")
			.line("30 9 * * *")
			.task(this.runs::incrementAndGet)
			.zone(ZoneId.of("Europe/Madrid"))
			.ticker(this.ticker)
			.build();
		this.made.add(crontab);
		crontab.start();
		this.ticker.awaitSleepers(1);
		assertThat(crontab.getNext()).isEqualTo("2026-11-01T08:30:00Z");
	}

	@Test
	void isAliveFromStartToStop() {
		CronTab crontab = counting("* * * * *");
		assertThat(crontab.isAlive()).isFalse();
		crontab.start();
		assertThat(crontab.isAlive()).isTrue();
		assertThat(crontab.stop()).isTrue();
		assertThat(crontab.stop()).isTrue();
		assertThat(crontab.isAlive()).isFalse();
		this.ticker.advance(MINUTE);
		assertThat(crontab.getNext()).isNull();
		crontab.start();
		assertThat(crontab.isAlive()).isTrue();
		crontab.close();
		assertThat(crontab.isAlive()).isFalse();
		assertThatIllegalStateException().isThrownBy(crontab::start)
			.withMessage("Periodic object 'nightly' has been killed: build another one");
	}

	@Test
	void isStoppedByItsOwnTask() {
		CompletableFuture<CronTab> self = new CompletableFuture<>();
		CronTab crontab = make("* * * * *", () -> {
			this.runs.incrementAndGet();
			return self.join().stop();
		});
		self.complete(crontab);
		crontab.start();
		Eventually.holds(() -> crontab.activity().activityState() == ActivityState.ENDED);
		assertThat(this.runs).hasValue(1);
	}

	@Test
	void aNewLineTakesEffectAtOnce() {
		CronTab crontab = counting("30 9 * * *");
		crontab.load("30 8 * * *");
		assertThat(crontab.isAlive()).isFalse();
		crontab.start();
		this.ticker.awaitSleepers(1);
		assertThat(crontab.getNext()).isEqualTo(ManualTicker.BEGIN.plusSeconds(1800));
		crontab.load("45 8 * * *");
		this.ticker.awaitSleepers(1);
		assertThat(crontab.getNext()).isEqualTo(ManualTicker.BEGIN.plusSeconds(2700));
		assertThat(crontab.match(utc("2026-11-23T08:45"))).isTrue();
		assertThatIllegalArgumentException().isThrownBy(() -> crontab.load("45 8 * *"));
		assertThat(crontab.getLine()).isEqualTo("45 8 * * *");
		assertThat(this.runs).hasValue(0);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			''           | must begin with 5 fields (minute, hour, day of the month, month, day of the week) but has 0
			* * * *      | must begin with 5 fields (minute, hour, day of the month, month, day of the week) but has 4
			60 * * * *   | is wrong: Cron expression '60 * * * *' has the wrong minute '60':
			* * * * MOO  | is wrong: Cron expression '* * * * MOO' has the wrong day of the week 'MOO':
			* * 32 * * x | is wrong: Cron expression '* * 32 * *' has the wrong day of the month '32':
			""")
	void theErrorNamesTheLineAndTheField(String line, String mistake) {
		assertThatIllegalArgumentException().isThrownBy(() -> counting(line))
			.withMessageStartingWith("Crontab line '%s' %s", line, mistake);
	}

	@Test
	void aLineWithoutCommandNeedsATask() {
		assertThatIllegalArgumentException().isThrownBy(() -> new CronTab("* * * * *  "))
			.withMessage(
					"Crontab line '* * * * *  ' has no command: write one after the five fields, or give it a task");
	}

	@Test
	void hasANumberUntilItIsNamed() {
		CronTab crontab = new CronTab("* * * * *", () -> 1);
		assertThat(crontab.suggestName("nightly")).isTrue();
		assertThat(crontab.suggestName("other")).isFalse();
		assertThat(crontab.name()).isEqualTo("nightly");
		assertThat(crontab.activity().name()).isEqualTo("nightly");
		CronTab used = new CronTab("* * * * *", () -> 1);
		assertThat(used.name()).matches("crontab-\\d+");
		assertThat(used.suggestName("late")).isFalse();
		assertThat(CronTab.builder("own").line("* * * * *").task(() -> 1).build().suggestName("other")).isFalse();
		assertThat(crontab).hasToString("Crontab 'nightly' '* * * * *' NEW");
	}

	@Test
	void staysACrontab() {
		CronTab crontab = counting("* * * * *");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> crontab.configure((spec) -> spec.mode(PeriodicMode.FIXED_RATE)))
			.withMessage("'mode' of crontab 'nightly' must be 'cron' but was 'FIXED_RATE': use a ThreadedObject");
	}

	@Test
	void isAnActivityThatStartsWithItsApplication() {
		CronTab crontab = counting("30 8 * * *");
		assertThat(crontab.activity().room()).isEqualTo("periodic");
		assertThat(crontab.activity().isAutoStart()).isTrue();
		crontab.activity().start();
		assertThat(crontab.isAlive()).isTrue();
		Instant next = crontab.getNext();
		assertThat(next).isEqualTo(ManualTicker.BEGIN.plusSeconds(1800));
		assertThat(crontab.activity().stop(Duration.ofSeconds(1)).isComplete()).isTrue();
		assertThat(make(CronTab.builder("later").line("* * * * *").task(() -> 1).autoStart(false)).activity()
			.isAutoStart()).isFalse();
	}

}
