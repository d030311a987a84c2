package io.heddle.registry;

import io.heddle.activity.Activity;

/**
 * Hears what comes into a registry and leaves it. It is called in the thread that made
 * the change, without any lock held, so that two changes at the same time may be heard in
 * either order. What it throws is logged and keeps nobody else from hearing.
 */
public interface RegistryListener {

	void added(Activity activity);

	void removed(Activity activity);

}
