package io.heddle.autoconfigure.periodic;

import java.time.Duration;
import java.time.ZoneId;
import java.util.function.Function;

import io.heddle.autoconfigure.diagnostics.PeriodicMistakes;
import io.heddle.autoconfigure.diagnostics.ValueMistakes;
import io.heddle.autoconfigure.periodic.PeriodicProperties.Entry;
import io.heddle.periodic.CronTimes;
import io.heddle.periodic.PeriodicMode;
import io.heddle.periodic.PeriodicSpec;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one entry, checked and applied to those that an object has. The checks
 * stand here and not in annotations alone, because a validator may be absent.
 */
final class PeriodicTuning {

	private final String property;

	private final Entry entry;

	private PeriodicSpec spec;

	PeriodicTuning(String property, Entry entry, PeriodicSpec spec) {
		this.property = property;
		this.entry = entry;
		this.spec = spec;
	}

	PeriodicSpec apply() {
		applyTimes();
		apply(atLeast("min-wait", Duration.ZERO, this.entry.minWait()), this.spec::minWait);
		apply(threads(), (value) -> this.spec.threads(value));
		apply(notNegative("first", this.entry.first()), (value) -> this.spec.first(value));
		apply(this.entry.start(), (value) -> this.spec.autoStart(value));
		apply(this.entry.catchUp(), (value) -> this.spec.catchUp(value));
		apply(this.entry.overlap(), (value) -> this.spec.overlap(value));
		apply(this.entry.dedicatedThread(), (value) -> this.spec.dedicatedThread(value));
		apply(notNegative("grace", this.entry.grace()), (value) -> this.spec.grace(value));
		return this.spec;
	}

	/** The same for a crontab, which has no period. */
	PeriodicSpec applyToCrontab() {
		boolean other = this.entry.mode() != null && this.entry.mode() != PeriodicMode.CRON;
		if (other || this.entry.period() != null) {
			throw PeriodicMistakes.periodOfCrontab(path(other ? "mode" : "period"), this.spec.name(), path("cron"));
		}
		return apply();
	}

	private <V> void apply(@Nullable V value, Function<V, PeriodicSpec> change) {
		if (value != null) {
			this.spec = change.apply(value);
		}
	}

	/** A period takes the place of a cron expression, and the other way round. */
	private void applyTimes() {
		Duration period = this.entry.period();
		requireOneTime();
		if (period != null && (period.isNegative() || period.isZero())) {
			throw ValueMistakes.invalidValue(path("period"), period, "more than 0");
		}
		if (period != null && this.entry.mode() == null && this.spec.mode() == PeriodicMode.CRON) {
			this.spec = this.spec.mode(PeriodicMode.ORIGINAL);
		}
		apply(period, (value) -> this.spec.period(value));
		applyCron();
		apply(this.entry.mode(), (value) -> this.spec.mode(value));
	}

	private void requireOneTime() {
		PeriodicMode mode = this.entry.mode();
		if (this.entry.cron() != null && this.entry.period() != null) {
			throw PeriodicMistakes.periodAndCron(path("period"), path("cron"));
		}
		if (mode == PeriodicMode.CRON && this.entry.cron() == null && this.spec.cron() == null) {
			throw PeriodicMistakes.missing(path("mode"), mode, path("cron"));
		}
		if (mode != null && mode != PeriodicMode.CRON) {
			requirePeriod(mode);
		}
	}

	private void requirePeriod(PeriodicMode mode) {
		if (this.entry.cron() != null) {
			throw PeriodicMistakes.modeAndCron(path("mode"), mode, path("cron"));
		}
		if (this.spec.mode() == PeriodicMode.CRON && this.entry.period() == null) {
			throw PeriodicMistakes.missing(path("mode"), mode, path("period"));
		}
	}

	private void applyCron() {
		CronTimes present = this.spec.cron();
		String text = this.entry.cron();
		ZoneId zone = this.entry.zone();
		if (text != null) {
			ZoneId either = (zone == null && present != null) ? present.zone() : zone;
			this.spec = this.spec.cron(parse(text, either));
		}
		else if (zone != null) {
			if (present == null || this.spec.mode() != PeriodicMode.CRON) {
				throw PeriodicMistakes.zoneWithoutCron(path("zone"), path("cron"));
			}
			this.spec = this.spec.cron(parse(present.text(), zone));
		}
	}

	private CronTimes parse(String text, @Nullable ZoneId zone) {
		try {
			return CronTimes.parse(text, zone);
		}
		catch (IllegalArgumentException ex) {
			throw PeriodicMistakes.wrongCron(path("cron"), ex);
		}
	}

	private @Nullable Integer threads() {
		Integer threads = this.entry.threads();
		if (threads != null && (threads < 1 || threads > PeriodicSpec.MAX_THREADS)) {
			throw ValueMistakes.invalidValue(path("threads"), threads, "from 1 to " + PeriodicSpec.MAX_THREADS);
		}
		return threads;
	}

	private <V extends Number> @Nullable V notNegative(String setting, @Nullable V value) {
		if (value != null && !(value.doubleValue() >= 0)) {
			throw ValueMistakes.invalidValue(path(setting), value, "0 or more");
		}
		return value;
	}

	private @Nullable Duration atLeast(String setting, Duration least, @Nullable Duration value) {
		if (value != null && value.compareTo(least) < 0) {
			throw ValueMistakes.invalidValue(path(setting), value, "0 or more");
		}
		return value;
	}

	private String path(String setting) {
		return this.property + "." + setting;
	}

}
