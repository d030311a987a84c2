package io.heddle.thread;

import java.util.concurrent.ThreadFactory;

import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.util.Assert;

/**
 * Virtual threads by way of Spring's executor, which compiles at release 17.
 */
final class VirtualThreadSource implements ThreadSource {

	private final ThreadFactory factory;

	private VirtualThreadSource(ThreadFactory factory) {
		this.factory = factory;
	}

	static VirtualThreadSource create() {
		Assert.isTrue(ThreadSource.isSupported(ThreadMode.VIRTUAL),
				() -> "Virtual threads need Java 21 or newer but this is Java %d: use mode 'platform'"
					.formatted(Runtime.version().feature()));
		return new VirtualThreadSource(new VirtualThreadTaskExecutor("heddle-").getVirtualThreadFactory());
	}

	@Override
	public ThreadMode mode() {
		return ThreadMode.VIRTUAL;
	}

	@Override
	public Thread newThread(String name, Runnable body) {
		Thread thread = this.factory.newThread(body);
		thread.setName(name);
		return thread;
	}

}
