package io.heddle.autoconfigure.pipeline;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.heddle.autoconfigure.diagnostics.FlowMistakes;
import io.heddle.autoconfigure.naming.Spelling;
import io.heddle.pipeline.Stage;
import io.heddle.pipeline.StageKind;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Finds out what the items of a flow are: beans by their names, or classes by their full
 * names.
 */
final class FlowResolver {

	private final ConfigurableListableBeanFactory beans;

	FlowResolver(ConfigurableListableBeanFactory beans) {
		this.beans = beans;
	}

	List<FlowStage> resolve(String pipeline, List<String> flow) {
		List<FlowStage> stages = new ArrayList<>();
		for (String item : flow) {
			stages.add(resolve(pipeline, item.trim()));
		}
		return stages;
	}

	private FlowStage resolve(String pipeline, String item) {
		String bean = findBean(pipeline, item);
		if (bean != null) {
			return ofBean(pipeline, bean);
		}
		if (item.indexOf('.') < 0) {
			throw FlowMistakes.unknownBean(pipeline, item, StageBeans.all(this.beans));
		}
		return ofClass(pipeline, item);
	}

	private @Nullable String findBean(String pipeline, String item) {
		if (this.beans.containsBean(item)) {
			return item;
		}
		if (item.indexOf('.') >= 0) {
			return null;
		}
		List<String> names = Spelling.matches(item, StageBeans.all(this.beans));
		if (names.isEmpty()) {
			names = Spelling.matches(item, Arrays.asList(this.beans.getBeanDefinitionNames()));
		}
		if (names.size() > 1) {
			throw FlowMistakes.ambiguousBean(pipeline, item, names);
		}
		return names.isEmpty() ? null : names.get(0);
	}

	private FlowStage ofBean(String pipeline, String bean) {
		Class<?> type = this.beans.getType(bean, false);
		StageKind kind = kindOf(pipeline, bean, (type != null) ? type : Object.class);
		return new FlowStage(stageName(bean), kind, typeOf(bean, kind), this.beans.isSingleton(bean),
				() -> this.beans.getBean(bean, Stage.class), (instance) -> this.beans.destroyBean(bean, instance));
	}

	private ResolvableType typeOf(String bean, StageKind kind) {
		if (this.beans.containsBeanDefinition(bean)) {
			ResolvableType declared = this.beans.getMergedBeanDefinition(bean).getResolvableType();
			if (declared.as(kind.type()).hasGenerics()) {
				return declared;
			}
		}
		return ResolvableType.forClass(this.beans.getType(bean, false));
	}

	private FlowStage ofClass(String pipeline, String item) {
		Class<?> type = load(pipeline, item);
		StageKind kind = kindOf(pipeline, item, type);
		if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
			throw FlowMistakes.abstractClass(pipeline, item);
		}
		return new FlowStage(ClassUtils.getShortNameAsProperty(type), kind, ResolvableType.forClass(type), false,
				() -> (Stage) this.beans.createBean(type), this.beans::destroyBean);
	}

	private Class<?> load(String pipeline, String item) {
		try {
			return ClassUtils.forName(item, this.beans.getBeanClassLoader());
		}
		catch (ClassNotFoundException | LinkageError ex) {
			throw FlowMistakes.classNotFound(pipeline, item, ex);
		}
	}

	private static StageKind kindOf(String pipeline, String item, Class<?> type) {
		return StageKind.of(type)
			.orElseThrow(() -> FlowMistakes.wrongType(pipeline, item, ClassUtils.getQualifiedName(type)));
	}

	/**
	 * Beans that are named after their class, as imported ones are, give a short name.
	 */
	private static String stageName(String bean) {
		return (bean.indexOf('.') < 0) ? bean
				: StringUtils.uncapitalizeAsProperty(bean.substring(bean.lastIndexOf('.') + 1));
	}

}
