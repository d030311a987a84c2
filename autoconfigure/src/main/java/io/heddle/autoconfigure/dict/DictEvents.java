package io.heddle.autoconfigure.dict;

import io.heddle.autoconfigure.event.EventAudience;
import io.heddle.dict.ThreadDict;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Tells the application of values that have become others, for as long as there is
 * somebody to hear it.
 */
final class DictEvents {

	private final ConfigurableApplicationContext context;

	private final EventAudience audience;

	DictEvents(ConfigurableApplicationContext context) {
		this.context = context;
		this.audience = new EventAudience(context, DictChangedEvent.class);
	}

	void listenTo(ThreadDict<?, ?> dict) {
		dict.addListener((key, before, now) -> {
			// a dict that outlives its context has no listeners any more
			if (this.context.isActive() && this.audience.isThere()) {
				this.context.publishEvent(new DictChangedEvent(dict, key, before, now));
			}
		});
	}

}
