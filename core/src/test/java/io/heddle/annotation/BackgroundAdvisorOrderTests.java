package io.heddle.annotation;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.heddle.background.Background;
import io.heddle.background.ThreadManager;
import io.heddle.background.ThreadWrapper;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.Eventually;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.aop.Advisor;
import org.springframework.aop.config.AopConfigUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.NameMatchMethodPointcut;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.resilience.annotation.ConcurrencyLimit;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Other advisors of the same method run in the background thread.
 */
@ExtendWith(NoLeakedThreads.class)
class BackgroundAdvisorOrderTests {

	private static final Duration LONG = Duration.ofSeconds(10);

	@EachThreadMode
	void anAdvisorOfAnAutoProxyRunsInside(ThreadMode mode) throws Exception {
		for (Application application : List.of(transactional(), transactional().withInterfaceProxies())) {
			try (AnnotationConfigApplicationContext context = application.start(mode)) {
				ThreadWrapper<String> thread = context.getBean(Booking.class).book();
				assertThat(thread.join(LONG)).isTrue();
				String name = thread.getName();
				assertThat(context.getBean(Transactions.class).log).containsExactly("begin " + name, "commit " + name);
			}
		}
	}

	/** As {@code @EnableTransactionManagement} does it. */
	private static Application transactional() {
		return Application.of(Transactions.class, Accounts.class)
			.with(AopConfigUtils::registerAutoProxyCreatorIfNecessary);
	}

	@EachThreadMode
	void aRetryHappensInside(ThreadMode mode) throws Exception {
		try (AnnotationConfigApplicationContext context = Application.of(Resilience.class, Flaky.class).start(mode)) {
			Flaky flaky = context.getBean(Flaky.class);
			ThreadWrapper<String> thread = retried(flaky, 3);
			assertThat(thread.join(LONG)).isTrue();
			assertThat(thread.getResult()).isEqualTo("third time");
			assertThat(Application.target(flaky).threads).containsExactly(thread.getName(), thread.getName(),
					thread.getName());
			assertThat(context.getBean(ThreadManager.class).history()).hasSize(1);
		}
	}

	@EachThreadMode
	void theLastFailureOfARetryReachesTheHandle(ThreadMode mode) throws Exception {
		try (AnnotationConfigApplicationContext context = Application.of(Resilience.class, Flaky.class).start(mode)) {
			ThreadWrapper<String> thread = retried(context.getBean(Flaky.class), 9);
			assertThat(thread.join(LONG)).isTrue();
			assertThat(thread.getException()).isInstanceOf(IOException.class).hasMessage("4");
		}
	}

	@EachThreadMode
	void aConcurrencyLimitHoldsBackTheTaskAndNotItsCaller(ThreadMode mode) throws Exception {
		Application application = Application.of(Resilience.class, Flaky.class)
			.manager("threadManager", ThreadManager.builder().mode(mode).maxThreads(8));
		try (AnnotationConfigApplicationContext context = application.start()) {
			Flaky flaky = context.getBean(Flaky.class);
			List<ThreadWrapper<?>> threads = new ArrayList<>();
			for (int i = 0; i < 8; i++) {
				threads.add(flaky.limited());
			}
			Flaky target = Application.target(flaky);
			Eventually.holds(() -> target.inside.get() == 2);
			target.gate.countDown();
			for (ThreadWrapper<?> thread : threads) {
				assertThat(thread.join(LONG)).isTrue();
				assertThat(thread.getException()).isNull();
			}
			assertThat(target.most).hasValue(2);
		}
	}

	@SuppressWarnings("NullAway") // the handle fills the parameter
	private static ThreadWrapper<String> retried(Flaky flaky, int successful) throws IOException {
		return flaky.retried(null, successful);
	}

	interface Booking {

		@Background
		ThreadWrapper<String> book();

	}

	static class Accounts implements Booking {

		@Override
		public ThreadWrapper<String> book() {
			return ThreadWrapper.completed("booked");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Transactions {

		final Queue<String> log = new ConcurrentLinkedQueue<>();

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		Advisor advisor() {
			NameMatchMethodPointcut pointcut = new NameMatchMethodPointcut();
			pointcut.addMethodName("book");
			MethodInterceptor transaction = (invocation) -> {
				this.log.add("begin " + Thread.currentThread().getName());
				Object result = invocation.proceed();
				this.log.add("commit " + Thread.currentThread().getName());
				return result;
			};
			return new DefaultPointcutAdvisor(pointcut, transaction);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableResilientMethods
	static class Resilience {

	}

	static class Flaky {

		final Queue<String> threads = new ConcurrentLinkedQueue<>();

		final CountDownLatch gate = new CountDownLatch(1);

		final AtomicInteger inside = new AtomicInteger();

		final AtomicInteger most = new AtomicInteger();

		@Background(giveThread = true)
		@Retryable(maxRetries = 3, delay = 1)
		public ThreadWrapper<String> retried(ThreadWrapper<String> thread, int successful) throws IOException {
			this.threads.add(thread.getName());
			if (this.threads.size() < successful) {
				throw new IOException(String.valueOf(this.threads.size()));
			}
			return ThreadWrapper.completed("third time");
		}

		@Background
		@ConcurrencyLimit(2)
		public ThreadWrapper<String> limited() throws InterruptedException {
			this.most.accumulateAndGet(this.inside.incrementAndGet(), Math::max);
			this.gate.await();
			this.inside.decrementAndGet();
			return ThreadWrapper.completed("limited");
		}

	}

}
