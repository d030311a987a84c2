package io.heddle.worker;

import java.util.concurrent.CountDownLatch;

/**
 * A program with a worker that is busy, to be killed: for {@link WorkerCrashTests}.
 */
final class WorkerParent {

	private WorkerParent() {
	}

	public static void main(String[] args) throws InterruptedException {
		WorkerProcess worker = WorkerProcess.builder("orphan").allowedTypes("io.heddle.worker.*").build();
		worker.start();
		long pid = worker.<Long>command(() -> ProcessHandle.current().pid());
		worker.send("hangs", () -> {
			new CountDownLatch(1).await();
			return "never";
		});
		System.out.println("child " + pid);
		new CountDownLatch(1).await();
	}

}
