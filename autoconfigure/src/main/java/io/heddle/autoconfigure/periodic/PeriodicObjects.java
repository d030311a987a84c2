package io.heddle.autoconfigure.periodic;

import java.time.Duration;

import io.heddle.activity.Activity;
import io.heddle.activity.ActivityState;
import io.heddle.activity.FatalErrorHandler;
import io.heddle.annotation.PeriodicRegister;
import io.heddle.autoconfigure.diagnostics.PeriodicMistakes;
import io.heddle.periodic.CronTab;
import io.heddle.periodic.PeriodicSpec;
import io.heddle.periodic.ThreadedObject;
import io.heddle.registry.HeddleLifecycle;
import io.heddle.registry.Registry;

/**
 * Takes periodic objects and crontabs, whoever has built them, in and out: gives each its
 * settings, its scheduler and its place in the registry, and starts what comes when the
 * application has been started already.
 */
final class PeriodicObjects implements PeriodicRegister {

	private final PeriodicEntries entries;

	private final PeriodicParts parts;

	private final Registry registry;

	private final HeddleLifecycle lifecycle;

	PeriodicObjects(PeriodicEntries entries, PeriodicParts parts, Registry registry, HeddleLifecycle lifecycle) {
		this.entries = entries;
		this.parts = parts;
		this.registry = registry;
		this.lifecycle = lifecycle;
	}

	/** Of an annotated method. */
	@Override
	public ThreadedObject add(ThreadedObject.Builder builder) {
		ThreadedObject object = builder.build();
		add(object.name(), object);
		return object;
	}

	private FatalErrorHandler fatalErrors() {
		return this.parts.fatalErrors().getIfAvailable(FatalErrorHandler::logging);
	}

	/** Of a bean. */
	void add(String bean, ThreadedObject object) {
		PeriodicSpec tuned = customize(this.entries.tuning(bean, object.spec()).apply());
		object.configure((spec) -> tuned);
		object.adopt(this.parts.scheduler().getObject(), fatalErrors());
		register(object.activity());
	}

	/** One that has no name is called like its bean. */
	void add(String bean, CronTab crontab) {
		crontab.suggestName(bean);
		PeriodicSpec tuned = customize(this.entries.tuning(bean, crontab.spec()).applyToCrontab());
		crontab.configure((spec) -> tuned);
		crontab.adopt(this.parts.scheduler().getObject(), fatalErrors());
		allowShell(crontab);
		register(crontab.activity());
	}

	private void allowShell(CronTab crontab) {
		if (this.entries.isShellAllowed()) {
			crontab.setAllowShell(true);
		}
		String command = crontab.getCommand();
		if (command != null && !crontab.isShellAllowed() && crontab.spec().autoStart()) {
			throw PeriodicMistakes.shellNotAllowed(crontab.name(), command, CronTab.ALLOW_SHELL);
		}
	}

	private PeriodicSpec customize(PeriodicSpec spec) {
		PeriodicSpec customized = spec;
		for (PeriodicCustomizer customizer : this.parts.customizers().orderedStream().toList()) {
			customized = customizer.customize(customized);
		}
		return customized;
	}

	private void register(Activity activity) {
		if (this.registry.find(activity.room(), activity.name()).isPresent()) {
			throw PeriodicMistakes.sameName(activity.name());
		}
		this.registry.add(activity);
		boolean late = this.lifecycle.isRunning() && activity.isAutoStart();
		if (late && activity.activityState() == ActivityState.NEW) {
			activity.start();
		}
	}

	@Override
	public void remove(ThreadedObject object) {
		object.kill(limit(object.activity()));
		this.registry.remove(object.activity());
	}

	void remove(CronTab crontab) {
		crontab.close(limit(crontab.activity()));
		this.registry.remove(crontab.activity());
	}

	/** The lifecycle has waited for it, unless the context has failed before. */
	private static Duration limit(Activity activity) {
		boolean runs = activity.activityState() == ActivityState.RUNNING;
		return runs ? ThreadedObject.DEFAULT_STOP_LIMIT : Duration.ZERO;
	}

}
