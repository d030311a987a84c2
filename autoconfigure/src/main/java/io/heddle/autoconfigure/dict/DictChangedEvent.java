package io.heddle.autoconfigure.dict;

import io.heddle.dict.ThreadDict;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEvent;

/**
 * A value of a dict has become another one, by {@code equals}. Published in the thread
 * that has made the change, which waits for the listeners; what they throw is logged and
 * does not concern it. Two changes of one key that are made at the same time may be heard
 * in either order.
 */
public final class DictChangedEvent extends ApplicationEvent {

	private static final long serialVersionUID = 1L;

	private final transient Object key;

	private final transient @Nullable Object before;

	private final transient @Nullable Object now;

	public DictChangedEvent(ThreadDict<?, ?> dict, Object key, @Nullable Object before, @Nullable Object now) {
		super(dict);
		this.key = key;
		this.before = before;
		this.now = now;
	}

	public ThreadDict<?, ?> getDict() {
		return (ThreadDict<?, ?>) getSource();
	}

	public Object getKey() {
		return this.key;
	}

	/** {@code null} if there was no value. */
	public @Nullable Object getBefore() {
		return this.before;
	}

	/** {@code null} if there is no value any more. */
	public @Nullable Object getNow() {
		return this.now;
	}

	/** Without values, of which a dict may have many. */
	@Override
	public String toString() {
		return "DictChangedEvent[dict=%s, key=%s]".formatted(getDict().name(), this.key);
	}

}
