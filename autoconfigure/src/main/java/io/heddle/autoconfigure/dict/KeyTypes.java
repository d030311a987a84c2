package io.heddle.autoconfigure.dict;

import java.util.Map;

import io.heddle.dict.ThreadDict;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.ResolvableType;
import org.springframework.core.convert.TypeDescriptor;

/**
 * Tells the type of the keys of a dict: the one with which it was built, else the one
 * that its bean declares, else text.
 */
final class KeyTypes {

	private final ConfigurableListableBeanFactory beans;

	KeyTypes(ConfigurableListableBeanFactory beans) {
		this.beans = beans;
	}

	TypeDescriptor of(String bean, ThreadDict<?, ?> dict) {
		Class<?> built = dict.keyType();
		if (built != null) {
			return TypeDescriptor.valueOf(built);
		}
		ResolvableType declared = declared(bean);
		return (declared.resolve() != null) ? new TypeDescriptor(declared, null, null)
				: TypeDescriptor.valueOf(String.class);
	}

	private ResolvableType declared(String bean) {
		return this.beans.containsBeanDefinition(bean)
				? this.beans.getMergedBeanDefinition(bean).getResolvableType().as(Map.class).getGeneric(0)
				: ResolvableType.NONE;
	}

}
