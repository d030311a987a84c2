package io.heddle.annotation;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.heddle.background.Background;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.Assert;

/**
 * Makes {@link Background} work: gives each bean that has such a method a proxy, or its
 * proxy an advisor in front of all others, so that transactions, retries and the like
 * happen in the background thread.
 * <p>
 * Methods are checked when their bean is made, and what they name of other beans when all
 * singletons have been made; a {@link BackgroundMistakeException} ends the start. A
 * method that no proxy can intercept runs in the thread of its caller, and a warning says
 * so.
 * <p>
 * Declare it by a static method, and with the role of infrastructure. It depends on no
 * other bean; managers are looked up when they are needed.
 */
@SuppressWarnings("serial") // a configuration of proxies is serializable, this is not
public final class BackgroundPostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor
		implements SmartInitializingSingleton {

	private static final Logger logger = LoggerFactory.getLogger(BackgroundPostProcessor.class);

	private final BackgroundMethods methods = new BackgroundMethods();

	/** What they name of other beans is still to be checked. */
	private final Queue<BackgroundMethod> unlinked = new ConcurrentLinkedQueue<>();

	private @Nullable Beans beans;

	private volatile boolean started;

	public BackgroundPostProcessor() {
		setBeforeExistingAdvisors(true);
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		Assert.isInstanceOf(ConfigurableListableBeanFactory.class, beanFactory);
		super.setBeanFactory(beanFactory);
		this.beans = new Beans((ConfigurableListableBeanFactory) beanFactory);
		this.advisor = new DefaultPointcutAdvisor(new AnnotationMatchingPointcut(null, Background.class, true),
				new BackgroundInterceptor(this.methods, this.beans));
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		Object result = super.postProcessAfterInitialization(bean, beanName);
		if (!(bean instanceof AopInfrastructureBean)) {
			for (BackgroundMethod method : this.methods.check(result, beanName)) {
				warnIfNotIntercepted(method.place(), result);
				this.unlinked.add(method);
			}
		}
		if (this.started) {
			link();
		}
		return result;
	}

	private static void warnIfNotIntercepted(Place place, Object bean) {
		String obstacle = Obstacle.of(place, bean);
		if (obstacle != null) {
			logger.warn("{} is @Background and runs in the thread of its caller nevertheless, because {}: "
					+ "change that, or use ThreadManager.doAsync", place, obstacle);
		}
	}

	/** A final class would stop the start; so its methods are ordinary ones. */
	@Override
	protected boolean isEligible(Object bean, String beanName) {
		return super.isEligible(bean, beanName) && !(Obstacle.isFinal(bean) && needsSubclass(bean, beanName));
	}

	private boolean needsSubclass(Object bean, String beanName) {
		ProxyFactory proxyFactory = prepareProxyFactory(bean, beanName);
		if (!proxyFactory.isProxyTargetClass() && proxyFactory.getProxiedInterfaces().length == 0) {
			evaluateProxyInterfaces(bean.getClass(), proxyFactory);
		}
		return proxyFactory.isProxyTargetClass();
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.started = true;
		this.unlinked.forEach((method) -> beans().manager(method));
		link();
	}

	private void link() {
		for (BackgroundMethod method = this.unlinked.poll(); method != null; method = this.unlinked.poll()) {
			beans().check(method);
		}
	}

	private Beans beans() {
		Assert.state(this.beans != null, "No bean factory has been set");
		return this.beans;
	}

}
