package io.heddle.annotation;

import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.heddle.background.ThreadManager;
import io.heddle.background.ThreadManagerSpec;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * The beans that annotations name. They are looked up when they are needed, so that
 * nothing is made too early. Thread-safe.
 */
final class Beans {

	private final ConfigurableListableBeanFactory factory;

	/** Those that have been used, by the attribute. */
	private final Map<String, ThreadManager> managers = new ConcurrentHashMap<>();

	Beans(ConfigurableListableBeanFactory factory) {
		this.factory = factory;
	}

	Object get(String name) {
		return this.factory.getBean(name);
	}

	/**
	 * Checks the beans that a method names, and makes none.
	 * @throws BackgroundMistakeException if one of them is missing or wrong
	 */
	void check(BackgroundMethod method) {
		String manager = method.settings().manager();
		if (!manager.isEmpty()) {
			checkManager(method.place(), manager);
		}
		method.callbacks().values().forEach(this::checkCallback);
	}

	private void checkManager(Place place, String name) {
		if (!this.factory.containsBean(name)) {
			throw place.unknownManager(name, managerNames());
		}
		if (!this.factory.isTypeMatch(name, ThreadManager.class)) {
			Class<?> type = this.factory.getType(name);
			throw place.noManager(name, (type != null) ? ClassUtils.getQualifiedName(type) : "bean of unknown type",
					managerNames());
		}
	}

	private List<String> managerNames() {
		return List
			.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.factory, ThreadManager.class, true, false));
	}

	/** Of a bean that does not exist yet the declared type has to do. */
	private void checkCallback(Callback callback) {
		String name = callback.bean();
		if (name == null) {
			return;
		}
		if (!this.factory.containsBean(name)) {
			throw callback.unknownBean(name, List.of(this.factory.getBeanDefinitionNames()));
		}
		Class<?> type = this.factory.getType(name, false);
		if (this.factory.containsSingleton(name)) {
			callback.on(this.factory.getBean(name));
		}
		else if (type != null && !Modifier.isAbstract(type.getModifiers())) {
			callback.find(type);
		}
	}

	/**
	 * The manager of a method.
	 * @throws BackgroundMistakeException if there is none, or it is open which
	 */
	ThreadManager manager(BackgroundMethod method) {
		String name = method.settings().manager();
		ThreadManager known = this.managers.get(name);
		if (known != null) {
			return known;
		}
		ThreadManager found = name.isEmpty() ? defaultManager(method.place()) : manager(method.place(), name);
		this.managers.put(name, found);
		return found;
	}

	private ThreadManager manager(Place place, String name) {
		checkManager(place, name);
		return this.factory.getBean(name, ThreadManager.class);
	}

	private ThreadManager defaultManager(Place place) {
		ThreadManager only = this.factory.getBeanProvider(ThreadManager.class).getIfUnique();
		if (only != null) {
			return only;
		}
		List<String> names = managerNames();
		if (names.contains(ThreadManagerSpec.DEFAULT_NAME)) {
			return this.factory.getBean(ThreadManagerSpec.DEFAULT_NAME, ThreadManager.class);
		}
		throw names.isEmpty() ? place.noManagerAtAll() : place.severalManagers(names);
	}

}
