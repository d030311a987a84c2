package io.heddle.annotation;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import io.heddle.background.Background;
import io.heddle.background.ThreadManager;
import io.heddle.background.ThreadWrapper;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.aop.SpringProxy;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which calls are intercepted, and what is said of those that are not.
 */
@ExtendWith(NoLeakedThreads.class)
class BackgroundProxyTests {

	private static final String PROCESSOR = BackgroundPostProcessor.class.getName();

	@EachThreadMode
	void aClassIsProxied(ThreadMode mode) throws Exception {
		try (AnnotationConfigApplicationContext context = Application.of(Greeter.class).start(mode)) {
			Greeter greeter = context.getBean(Greeter.class);
			assertThat(AopUtils.isCglibProxy(greeter)).isTrue();
			assertThat(greeter.greet("a").get()).startsWith("a greet-");
			assertThat(greeter.packagePrivate().get()).startsWith("packagePrivate-");
			assertThat(greeter.protectedOne().get()).startsWith("protectedOne-");
		}
	}

	@EachThreadMode
	void interfacesAreProxied(ThreadMode mode) throws Exception {
		try (AnnotationConfigApplicationContext context = Application.of(Greeter.class)
			.withInterfaceProxies()
			.start(mode)) {
			Greeting greeter = context.getBean(Greeting.class);
			assertThat(AopUtils.isJdkDynamicProxy(greeter)).isTrue();
			assertThat(greeter.greet("a").get()).startsWith("a greet-");
		}
	}

	@EachThreadMode
	void anAnnotationOfAnInterfaceCounts(ThreadMode mode) throws Exception {
		for (Application application : List.of(Application.of(Saver.class),
				Application.of(Saver.class).withInterfaceProxies())) {
			try (AnnotationConfigApplicationContext context = application.start(mode)) {
				Saving<?> saver = context.getBean(Saving.class);
				@SuppressWarnings("unchecked")
				Future<String> future = ((Saving<String>) saver).save("x");
				assertThat(future).isInstanceOf(CompletableFuture.class);
				assertThat(future.get()).startsWith("x saving-");
			}
		}
	}

	@Test
	void aLambdaIsProxied() throws Exception {
		Greeting lambda = (name) -> ThreadWrapper.completed(name + " " + Thread.currentThread().getName());
		Application application = Application.of()
			.with((context) -> context.registerBean("greeting", Greeting.class, () -> lambda));
		try (AnnotationConfigApplicationContext context = application.start(ThreadMode.PLATFORM)) {
			assertThat(context.getBean(Greeting.class).greet("a").get()).startsWith("a greet-");
		}
	}

	@Test
	void anInterfaceWithoutATargetIsProxied() throws Exception {
		ProxyFactory factory = new ProxyFactory(Greeting.class, (MethodInterceptor) (invocation) -> ThreadWrapper
			.completed("client " + Thread.currentThread().getName()));
		Application application = Application.of()
			.with((context) -> context.registerBean("client", Greeting.class, () -> (Greeting) factory.getProxy()));
		try (AnnotationConfigApplicationContext context = application.start(ThreadMode.PLATFORM)) {
			assertThat(context.getBean(Greeting.class).greet("a").get()).startsWith("client greet-");
		}
	}

	@Test
	void aForeignProxyIsProxied() throws Exception {
		Greeting foreign = (Greeting) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { Greeting.class },
				(proxy, method, args) -> ThreadWrapper.completed("foreign " + Thread.currentThread().getName()));
		Application application = Application.of()
			.with((context) -> context.registerBean("foreign", Greeting.class, () -> foreign));
		try (AnnotationConfigApplicationContext context = application.start(ThreadMode.PLATFORM)) {
			assertThat(context.getBean(Greeting.class).greet("a").get()).startsWith("foreign greet-");
		}
	}

	@Test
	void scopedAndPrototypeBeansAreProxied() throws Exception {
		List<String> log = LogLines.of(PROCESSOR, () -> {
			try (AnnotationConfigApplicationContext context = Application.of(Scopes.class).start(ThreadMode.PLATFORM)) {
				Greeter scoped = context.getBean("scoped", Greeter.class);
				assertThat(scoped.greet("a").get()).startsWith("a greet-");
				Greeter one = context.getBean("prototype", Greeter.class);
				assertThat(one.greet("b").get()).startsWith("b greet-");
				return assertThat(context.getBean("prototype")).isNotSameAs(one);
			}
		});
		assertThat(log).isEmpty();
	}

	@EachThreadMode
	void aCallWithinTheBeanIsAnOrdinaryCall(ThreadMode mode) throws Exception {
		try (AnnotationConfigApplicationContext context = Application.of(Greeter.class).start(mode)) {
			ThreadWrapper<String> result = context.getBean(Greeter.class).greetItself();
			assertThat(result.get()).isEqualTo("self " + Thread.currentThread().getName());
			assertThat(context.getBean(ThreadManager.class).history()).isEmpty();
		}
	}

	@Test
	void methodsThatCannotBeInterceptedAreNamed() throws Exception {
		List<String> log = LogLines.of(PROCESSOR, () -> {
			try (AnnotationConfigApplicationContext context = Application.of(Closed.class).start(ThreadMode.PLATFORM)) {
				Future<String> result = context.getBean(Closed.class).aFinal();
				return assertThat(result.get()).isEqualTo(Thread.currentThread().getName());
			}
		});
		assertThat(log).containsExactlyInAnyOrder(warning("Closed.aFinal()", "closed", "it is final"),
				warning("Closed.aStatic()", "closed", "it is static"),
				warning("Closed.aPrivate()", "closed", "it is private"));
	}

	@Test
	void methodsOfAFinalClassAreNamedAndTheStartGoesOn() throws Exception {
		List<String> log = LogLines.of(PROCESSOR, () -> {
			try (AnnotationConfigApplicationContext context = Application.of(FinalGreeter.class)
				.start(ThreadMode.PLATFORM)) {
				FinalGreeter greeter = context.getBean(FinalGreeter.class);
				assertThat(greeter).isNotInstanceOf(SpringProxy.class);
				return assertThat(greeter.greet("a").get()).isEqualTo("a " + Thread.currentThread().getName());
			}
		});
		assertThat(log).containsExactly(warning("FinalGreeter.greet(String)", "finalGreeter", "its class is final"));
	}

	@Test
	void aFinalClassIsNoObstacleToAProxyOfItsInterfaces() throws Exception {
		List<String> log = LogLines.of(PROCESSOR, () -> {
			try (AnnotationConfigApplicationContext context = Application.of(FinalGreeter.class)
				.withInterfaceProxies()
				.start(ThreadMode.PLATFORM)) {
				return assertThat(context.getBean(Greeting.class).greet("a").get()).startsWith("a greet-");
			}
		});
		assertThat(log).isEmpty();
	}

	@Test
	void methodsThatAProxyOfInterfacesLacksAreNamed() throws Exception {
		List<String> log = LogLines.of(PROCESSOR, () -> {
			Application.of(Greeter.class).withInterfaceProxies().start(ThreadMode.PLATFORM).close();
			return null;
		});
		String reason = "it is not in the interfaces that the bean is proxied by";
		assertThat(log).containsExactlyInAnyOrder(warning("Greeter.packagePrivate()", "greeter", reason),
				warning("Greeter.protectedOne()", "greeter", reason));
	}

	private static String warning(String method, String bean, String reason) {
		return ("WARN Method '%s%s' of bean '%s' is @Background and runs in the thread of its caller nevertheless, "
				+ "because %s: change that, or use ThreadManager.doAsync")
			.formatted("BackgroundProxyTests.", method, bean, reason);
	}

	@Test
	void nothingIsMadeTooEarly() throws Exception {
		List<String> log = LogLines.of("org.springframework", () -> {
			try (AnnotationConfigApplicationContext context = Application.of(Greeter.class, Scopes.class)
				.start(ThreadMode.PLATFORM)) {
				return context;
			}
		});
		assertThat(log).noneMatch((line) -> line.contains("not eligible for getting processed"));
	}

	interface Greeting {

		@Background
		ThreadWrapper<String> greet(String name);

	}

	static class Greeter implements Greeting {

		@Override
		public ThreadWrapper<String> greet(String name) {
			return ThreadWrapper.completed(name + " " + Thread.currentThread().getName());
		}

		ThreadWrapper<String> greetItself() {
			return greet("self");
		}

		@Background
		Future<String> packagePrivate() {
			return ThreadWrapper.completed(Thread.currentThread().getName());
		}

		@Background
		protected Future<String> protectedOne() {
			return ThreadWrapper.completed(Thread.currentThread().getName());
		}

	}

	static final class FinalGreeter implements Greeting {

		@Override
		public ThreadWrapper<String> greet(String name) {
			return ThreadWrapper.completed(name + " " + Thread.currentThread().getName());
		}

	}

	interface Saving<T> {

		@Background(name = "saving")
		Future<String> save(T item);

	}

	static class Saver implements Saving<String> {

		@Override
		public CompletableFuture<String> save(String item) {
			return CompletableFuture.completedFuture(item + " " + Thread.currentThread().getName());
		}

	}

	static class Closed {

		@Background
		final Future<String> aFinal() {
			return aPrivate();
		}

		@Background
		static Future<String> aStatic() {
			return ThreadWrapper.completed(Thread.currentThread().getName());
		}

		@Background
		private Future<String> aPrivate() {
			return aStatic();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Scopes {

		@Bean
		@Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
		Greeter scoped() {
			return new Greeter();
		}

		@Bean
		@Scope("prototype")
		Greeter prototype() {
			return new Greeter();
		}

	}

}
