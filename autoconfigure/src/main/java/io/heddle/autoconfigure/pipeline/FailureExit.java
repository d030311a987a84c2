package io.heddle.autoconfigure.pipeline;

import java.util.concurrent.atomic.AtomicReference;

import io.heddle.activity.Activity;
import io.heddle.activity.ActivityState;
import io.heddle.thread.ThreadSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;

/**
 * Gives an application without a web server an exit code when one of its pipelines has
 * failed. Such an application ends by itself once nothing keeps the JVM alive, and the
 * JVM would call that a success.
 * <p>
 * From the first failure on, one thread keeps the JVM alive for as long as any other
 * thread does, and then ends it with the exit code of the application. When the context
 * is closed before, the thread goes away.
 */
final class FailureExit implements PipelineListener, DisposableBean {

	private static final String THREAD = "heddle-exit";

	/** The JVM's own name for the thread that waits for the end of all others. */
	private static final String END_OF_MAIN = "DestroyJavaVM";

	private static final Logger logger = LoggerFactory.getLogger(FailureExit.class);

	private final ApplicationContext context;

	private final AtomicReference<@Nullable Thread> keeper = new AtomicReference<>();

	FailureExit(ApplicationContext context) {
		this.context = context;
	}

	@Override
	public void stateChanged(Activity activity, ActivityState from, ActivityState to) {
		if (to == ActivityState.FAILED && activity.isAutoStart()) {
			Thread thread = ThreadSource.newKeeper(THREAD, this::exitAfterAllOthers);
			if (this.keeper.compareAndSet(null, thread)) {
				thread.start();
			}
		}
	}

	private void exitAfterAllOthers() {
		try {
			for (Thread other = findOther(); other != null; other = findOther()) {
				other.join();
			}
		}
		catch (InterruptedException ex) {
			return;
		}
		int code = SpringApplication.exit(this.context);
		if (code != 0) {
			logger.info("The application has nothing left to do and ends with exit code {}, as a pipeline has failed",
					code);
			System.exit(code);
		}
	}

	private static @Nullable Thread findOther() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.isAlive() && !thread.isDaemon())
			.filter((thread) -> !thread.getName().equals(THREAD) && !thread.getName().equals(END_OF_MAIN))
			.findFirst()
			.orElse(null);
	}

	@Override
	public void destroy() {
		Thread me = Thread.currentThread();
		Thread thread = this.keeper.compareAndSet(null, me) ? me : this.keeper.get();
		if (thread != null && thread != me) {
			thread.interrupt();
		}
	}

}
