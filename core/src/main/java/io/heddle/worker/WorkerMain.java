package io.heddle.worker;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

import io.heddle.thread.ThreadMode;
import io.heddle.thread.ThreadSource;
import org.jspecify.annotations.Nullable;

/**
 * The child of a {@link WorkerProcess}. One thread reads frames all the time, so that the
 * end of the input, which is the end of the parent, ends this JVM in the middle of a task
 * too; another one runs the tasks, one after the other.
 */
final class WorkerMain {

	/** More than the parent sends ahead: executors to bind, and one task. */
	private static final int AHEAD = 64;

	private static final int BROKEN = 70;

	private WorkerMain() {
	}

	/** Before any code of the user, what is printed is led away from the frames. */
	public static void main(String[] args) throws IOException {
		PrintStream messages = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
		System.setOut(messages);
		System.setErr(messages);
		System.setIn(InputStream.nullInputStream());
		Frames frames = new Frames(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out),
				ChildSettings.MAX_BYTES);
		Frame hello = frames.read();
		if (hello != null) {
			if (hello.type() != FrameType.HELLO) {
				broken(new FrameException("A child expects HELLO first but was sent %s".formatted(hello.type())));
			}
			serve(frames, ChildSettings.of(hello.body()));
		}
		Runtime.getRuntime().halt(0);
	}

	private static void serve(Frames frames, ChildSettings settings) throws IOException {
		frames.max(settings.maxFrame());
		BlockingQueue<Frame> todo = new ArrayBlockingQueue<>(AHEAD);
		ClassLoader loader = Thread.currentThread().getContextClassLoader();
		ChildTasks tasks = new ChildTasks(settings, frames, loader);
		Thread thread = ThreadSource.of(ThreadMode.PLATFORM)
			.newThread("worker-" + settings.name(), () -> work(todo, tasks));
		thread.setContextClassLoader(loader);
		thread.start();
		frames.write(FrameType.READY, new byte[0]);
		receive(frames, todo);
	}

	private static void receive(Frames frames, BlockingQueue<Frame> todo) {
		try {
			for (Frame frame = frames.read(); frame != null; frame = frames.read()) {
				todo.put(frame);
			}
		}
		catch (IOException | InterruptedException ex) {
			broken(ex);
		}
	}

	/** The thread that runs tasks; an interrupt that a task has left is not its own. */
	@SuppressWarnings("Interruption")
	private static void work(BlockingQueue<Frame> todo, ChildTasks tasks) {
		try {
			while (true) {
				Thread.interrupted();
				Frame frame = take(todo);
				if (frame != null) {
					tasks.accept(frame);
				}
			}
		}
		catch (Throwable ex) {
			broken(ex);
		}
	}

	private static @Nullable Frame take(BlockingQueue<Frame> todo) {
		try {
			return todo.take();
		}
		catch (InterruptedException ex) {
			return null; // by a thread that a task has started
		}
	}

	/** The parent reads why in its log, and starts another child. */
	private static void broken(Throwable reason) {
		reason.printStackTrace();
		Runtime.getRuntime().halt(BROKEN);
	}

}
