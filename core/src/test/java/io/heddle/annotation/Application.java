package io.heddle.annotation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import io.heddle.background.ThreadManager;
import io.heddle.background.ThreadManagerBuilder;
import io.heddle.thread.ThreadMode;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.util.StringUtils;

/**
 * A context with the post-processor and a manager: what the auto-configuration makes of
 * an application.
 */
final class Application {

	private final List<Consumer<AnnotationConfigApplicationContext>> beans = new ArrayList<>();

	private boolean classProxies = true;

	/** With beans named after their classes. */
	static Application of(Class<?>... types) {
		Application application = new Application();
		for (Class<?> type : types) {
			application.bean(StringUtils.uncapitalize(type.getSimpleName()), type);
		}
		return application;
	}

	/** Proxies of interfaces, where there are any. */
	Application withInterfaceProxies() {
		this.classProxies = false;
		return this;
	}

	<T> Application bean(String name, Class<T> type) {
		this.beans.add((context) -> context.registerBean(name, type));
		return this;
	}

	Application with(Consumer<AnnotationConfigApplicationContext> more) {
		this.beans.add(more);
		return this;
	}

	Application manager(String name, ThreadManagerBuilder manager) {
		return with((context) -> context.registerBean(name, ThreadManager.class, manager.name(name)::build));
	}

	/** With a manager of one thread and a queue. */
	AnnotationConfigApplicationContext start(ThreadMode mode) {
		return manager("threadManager", ThreadManager.builder().mode(mode).maxThreads(1)).start();
	}

	AnnotationConfigApplicationContext start() {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.registerBean(BackgroundPostProcessor.class, this::postProcessor);
		this.beans.forEach((bean) -> bean.accept(context));
		try {
			context.refresh();
			return context;
		}
		catch (Throwable ex) {
			context.close();
			throw ex;
		}
	}

	/** The object behind a proxy; a proxy of a class has no fields. */
	@SuppressWarnings("unchecked")
	static <T> T target(T bean) {
		return (T) Objects.requireNonNull(AopProxyUtils.getSingletonTarget(bean));
	}

	private BackgroundPostProcessor postProcessor() {
		BackgroundPostProcessor processor = new BackgroundPostProcessor();
		processor.setProxyTargetClass(this.classProxies);
		return processor;
	}

}
