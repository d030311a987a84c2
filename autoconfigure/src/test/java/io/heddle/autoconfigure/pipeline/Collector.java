package io.heddle.autoconfigure.pipeline;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.heddle.pipeline.Backend;

/**
 * Keeps what it gets.
 */
public class Collector implements Backend<Object> {

	final List<Object> items = new CopyOnWriteArrayList<>();

	@Override
	public void process(Object item) {
		this.items.add(item);
	}

}
