package io.heddle.autoconfigure.pipeline;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.heddle.pipeline.StageContext;
import io.heddle.pipeline.Transport;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationContext;

/**
 * A stage without a bean definition, of which each thread has its own.
 */
public class ClassStage implements Transport<Integer, String>, DisposableBean {

	static final Set<String> DESTROYED = ConcurrentHashMap.newKeySet();

	private final ApplicationContext context;

	private String prefix = "";

	public ClassStage(ApplicationContext context) {
		this.context = context;
	}

	@Override
	public void setup(StageContext stage) {
		this.prefix = stage.pipeline() + ": ";
	}

	@Override
	public String transport(Integer item) {
		return this.prefix + item + " of " + this.context.getId();
	}

	@Override
	public void destroy() {
		DESTROYED.add(Thread.currentThread().getName());
	}

}
