package io.heddle.thread;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.heddle.testing.EachThreadMode;
import io.heddle.testing.NoLeakedThreads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@ExtendWith(NoLeakedThreads.class)
class ThreadSourceTests {

	@EachThreadMode
	void aThreadComesNamedAsADaemonAndNotStarted(ThreadMode mode) {
		ThreadSource source = ThreadSource.of(mode);
		Thread thread = source.newThread("census-reader-0", () -> {
		});
		assertThat(source.mode()).isEqualTo(mode);
		assertThat(thread.getName()).isEqualTo("census-reader-0");
		assertThat(thread.isDaemon()).isTrue();
		assertThat(thread.getState()).isEqualTo(Thread.State.NEW);
	}

	@EachThreadMode
	void aThreadRunsItsBodyUnderItsName(ThreadMode mode) throws Exception {
		CompletableFuture<String> name = new CompletableFuture<>();
		Thread thread = ThreadSource.of(mode)
			.newThread("census-reader-1", () -> name.complete(Thread.currentThread().getName()));
		thread.start();
		assertThat(name.get(10, TimeUnit.SECONDS)).isEqualTo("census-reader-1");
		thread.join();
	}

	/**
	 * Virtual threads are recognised by their group, since release 17 has no word for
	 * them.
	 */
	@EachThreadMode
	void aThreadIsOfTheModeOfItsSource(ThreadMode mode) {
		Thread thread = ThreadSource.of(mode).newThread("census-reader-2", () -> {
		});
		ThreadGroup group = thread.getThreadGroup();
		assertThat(group).isNotNull();
		assertThat(group.getName().equals("VirtualThreads")).isEqualTo(mode == ThreadMode.VIRTUAL);
	}

	@Test
	void aKeeperIsAPlatformThreadAndNoDaemon() {
		Thread keeper = ThreadSource.newKeeper("census-keeper", () -> {
		});
		assertThat(keeper.getName()).isEqualTo("census-keeper");
		assertThat(keeper.isDaemon()).isFalse();
		assertThat(keeper.getState()).isEqualTo(Thread.State.NEW);
	}

	@Test
	void platformThreadsAreAlwaysSupported() {
		assertThat(ThreadSource.isSupported(ThreadMode.PLATFORM)).isTrue();
	}

	@Test
	@EnabledForJreRange(max = JRE.JAVA_20)
	void virtualThreadsAreRefusedBeforeJava21() {
		int java = Runtime.version().feature();
		assertThat(ThreadSource.isSupported(ThreadMode.VIRTUAL)).isFalse();
		assertThatIllegalArgumentException().isThrownBy(() -> ThreadSource.of(ThreadMode.VIRTUAL))
			.withMessage("Virtual threads need Java 21 or newer but this is Java " + java + ": use mode 'platform'");
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void virtualThreadsAreSupportedFromJava21On() {
		assertThat(ThreadSource.isSupported(ThreadMode.VIRTUAL)).isTrue();
	}

}
