package io.heddle.autoconfigure.pipeline;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.heddle.pipeline.Backend;
import io.heddle.pipeline.BatchBackend;
import io.heddle.pipeline.FlatTransport;
import io.heddle.pipeline.Frontend;
import io.heddle.pipeline.Stage;
import io.heddle.pipeline.Transport;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;

/**
 * The names of the beans that are stages, found by their types without making one.
 *
 * @param frontends the sources
 * @param transports those in the middle, flat ones included
 * @param backends the ends, batch ones included
 */
record StageBeans(List<String> frontends, List<String> transports, List<String> backends) {

	static StageBeans in(ConfigurableListableBeanFactory beans) {
		return new StageBeans(named(beans, Frontend.class), named(beans, Transport.class, FlatTransport.class),
				named(beans, Backend.class, BatchBackend.class));
	}

	/** Whether it is clear what the flow is when nobody says so. */
	boolean isClear() {
		int rest = this.transports.size() + this.backends.size();
		return this.frontends.size() == 1 && this.transports.size() <= 1 && this.backends.size() <= 1 && rest > 0;
	}

	/** All of them in order, which is the flow when that is clear. */
	List<String> flow() {
		return Stream.of(this.frontends, this.transports, this.backends).flatMap(List::stream).toList();
	}

	/**
	 * The names of all stage beans, those included that are not candidates for anything.
	 */
	static List<String> all(ConfigurableListableBeanFactory beans) {
		return List.of(beans.getBeanNamesForType(Stage.class, true, false));
	}

	private static List<String> named(ConfigurableListableBeanFactory beans, Class<?>... types) {
		return Arrays.stream(types)
			.flatMap((type) -> Arrays.stream(beans.getBeanNamesForType(type, true, false)))
			.filter((name) -> isCandidate(beans, name))
			.distinct()
			.toList();
	}

	private static boolean isCandidate(ConfigurableListableBeanFactory beans, String name) {
		if (!beans.containsBeanDefinition(name)) {
			return true;
		}
		BeanDefinition definition = beans.getMergedBeanDefinition(name);
		return definition.isAutowireCandidate() && !ScopedProxyUtils.isScopedTarget(name)
				&& (!(definition instanceof AbstractBeanDefinition known) || known.isDefaultCandidate());
	}

}
