package io.heddle.periodic;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.periodic.PeriodicWork.Call;
import io.heddle.periodic.PeriodicWork.Hooks;
import io.heddle.periodic.PeriodicWork.Target;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * The parts as they are collected.
 */
final class DefaultThreadedObjectBuilder implements ThreadedObject.Builder {

	private PeriodicSpec spec;

	private Target target = Target.NONE;

	private Hooks hooks = Hooks.NONE;

	private @Nullable PeriodicScheduler scheduler;

	private @Nullable TickTimer timer;

	private @Nullable Ticker ticker;

	private @Nullable FatalErrorHandler fatalErrors;

	private boolean start;

	DefaultThreadedObjectBuilder(String name) {
		this.spec = PeriodicSpec.of(name);
	}

	@Override
	public DefaultThreadedObjectBuilder target(Runnable target) {
		this.target = new Target((args) -> target.run(), null);
		return this;
	}

	@Override
	public DefaultThreadedObjectBuilder target(Consumer<? super Args> target) {
		this.target = new Target(target::accept, null);
		return this;
	}

	@Override
	public DefaultThreadedObjectBuilder splitTarget(SplitTarget target) {
		this.target = new Target(null, target);
		return this;
	}

	@Override
	public DefaultThreadedObjectBuilder period(Duration period) {
		return spec((spec) -> spec.period(period));
	}

	@Override
	public DefaultThreadedObjectBuilder minWait(Duration minWait) {
		return spec((spec) -> spec.minWait(minWait));
	}

	@Override
	public DefaultThreadedObjectBuilder threads(int threads) {
		return spec((spec) -> spec.threads(threads));
	}

	@Override
	public DefaultThreadedObjectBuilder first(long first) {
		return spec((spec) -> spec.first(first));
	}

	@Override
	public DefaultThreadedObjectBuilder mode(PeriodicMode mode) {
		return spec((spec) -> spec.mode(mode));
	}

	@Override
	public DefaultThreadedObjectBuilder cron(String expression, @Nullable ZoneId zone) {
		return spec((spec) -> spec.cron(expression, zone));
	}

	@Override
	public DefaultThreadedObjectBuilder catchUp(CatchUp catchUp) {
		return spec((spec) -> spec.catchUp(catchUp));
	}

	@Override
	public DefaultThreadedObjectBuilder overlap(Overlap overlap) {
		return spec((spec) -> spec.overlap(overlap));
	}

	@Override
	public DefaultThreadedObjectBuilder dedicatedThread(boolean dedicated) {
		return spec((spec) -> spec.dedicatedThread(dedicated));
	}

	@Override
	public DefaultThreadedObjectBuilder startHook(Function<Instant, Args> hook) {
		Hooks present = this.hooks;
		this.hooks = new Hooks(hook, present.loop(), present.beforeWait(), present.stop(), present.rule());
		return this;
	}

	@Override
	public DefaultThreadedObjectBuilder loopHook(Function<Instant, Args> hook) {
		Hooks present = this.hooks;
		this.hooks = new Hooks(present.start(), hook, present.beforeWait(), present.stop(), present.rule());
		return this;
	}

	@Override
	public DefaultThreadedObjectBuilder waitHook(Runnable hook) {
		Hooks present = this.hooks;
		this.hooks = new Hooks(present.start(), present.loop(), hook, present.stop(), present.rule());
		return this;
	}

	@Override
	public DefaultThreadedObjectBuilder stopHook(Runnable hook) {
		Hooks present = this.hooks;
		this.hooks = new Hooks(present.start(), present.loop(), present.beforeWait(), hook, present.rule());
		return this;
	}

	/** What a {@link CronTab} does, and when it begins. */
	DefaultThreadedObjectBuilder work(Call call, StartRule rule) {
		Hooks present = this.hooks;
		this.target = new Target(call, null);
		this.hooks = new Hooks(present.start(), present.loop(), present.beforeWait(), present.stop(), rule);
		return this;
	}

	@Override
	public DefaultThreadedObjectBuilder spec(UnaryOperator<PeriodicSpec> change) {
		this.spec = change.apply(this.spec);
		return this;
	}

	@Override
	public DefaultThreadedObjectBuilder scheduler(PeriodicScheduler scheduler) {
		this.scheduler = scheduler;
		return this;
	}

	/** The same parts, whatever is done to these later. */
	DefaultThreadedObjectBuilder copy() {
		DefaultThreadedObjectBuilder copy = new DefaultThreadedObjectBuilder(this.spec.name());
		copy.spec = this.spec;
		copy.target = this.target;
		copy.hooks = this.hooks;
		copy.scheduler = this.scheduler;
		copy.timer = this.timer;
		copy.ticker = this.ticker;
		copy.fatalErrors = this.fatalErrors;
		copy.start = this.start;
		return copy;
	}

	/** A timer of a test. */
	DefaultThreadedObjectBuilder timer(TickTimer timer) {
		this.timer = timer;
		return this;
	}

	@Override
	public DefaultThreadedObjectBuilder fatalErrors(FatalErrorHandler fatalErrors) {
		this.fatalErrors = fatalErrors;
		return this;
	}

	@Override
	public DefaultThreadedObjectBuilder ticker(Ticker ticker) {
		this.ticker = ticker;
		return this;
	}

	@Override
	public DefaultThreadedObjectBuilder start(boolean start) {
		this.start = start;
		return spec((spec) -> spec.autoStart(start));
	}

	/** The clock that it goes by. */
	Ticker clock() {
		return timers().ticker();
	}

	private Timers timers() {
		return new Timers(this.scheduler, PeriodicScheduler.shared(), this.timer, this.ticker);
	}

	@Override
	public ThreadedObject build() {
		Timers timers = timers();
		PeriodicWork work = new PeriodicWork(this.spec.name(), this.target, this.hooks, this.fatalErrors,
				timers.ticker());
		ThreadedObject object = new ThreadedObject(this.spec, work, timers);
		if (this.start) {
			object.start();
		}
		return object;
	}

}
