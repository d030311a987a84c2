package io.heddle.autoconfigure.pipeline;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.heddle.pipeline.StageContext;
import io.heddle.pipeline.Transport;

import org.springframework.beans.factory.DisposableBean;

/**
 * Makes text of numbers, and notes its instances.
 */
public class Texts implements Transport<Integer, String>, DisposableBean {

	static final Set<Texts> LIVE = ConcurrentHashMap.newKeySet();

	static final Set<String> DESTROYED_BY = ConcurrentHashMap.newKeySet();

	@Override
	public void setup(StageContext context) {
		LIVE.add(this);
	}

	@Override
	public String transport(Integer item) {
		return "number " + item;
	}

	@Override
	public void destroy() {
		LIVE.remove(this);
		DESTROYED_BY.add(Thread.currentThread().getName());
	}

}
