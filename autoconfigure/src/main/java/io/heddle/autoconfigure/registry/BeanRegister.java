package io.heddle.autoconfigure.registry;

/**
 * Takes beans of one kind in and out of the {@link io.heddle.registry.Registry}.
 *
 * @param <T> the beans
 */
public interface BeanRegister<T> {

	/** Takes in a singleton bean that was made. */
	void add(String bean, T object);

	/** Takes out a bean that is about to be destroyed. */
	void remove(T object);

}
