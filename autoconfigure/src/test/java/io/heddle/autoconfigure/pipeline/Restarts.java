package io.heddle.autoconfigure.pipeline;

import java.io.File;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs {@link RestartedApplication} in one class loader after the other, and tells what
 * is left of them. The first run is in the JVM's own class loader, because a static of
 * Spring Boot keeps that one; the last one does not count, because a static of the JDK
 * keeps the class of the record it linked last.
 */
public final class Restarts {

	private static final int RESTARTS = 20;

	private static final long PATIENCE_MILLIS = 2000;

	private static final int ROUNDS = 10;

	private Restarts() {
	}

	/** Ends with the number of class loaders that are left. */
	public static void main(String[] arguments) throws Exception {
		ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
		Map<Reference<?>, Integer> left = new HashMap<>();
		RestartedApplication.runAndClose();
		for (int i = 0; i < RESTARTS; i++) {
			left.put(new WeakReference<>(runInNewLoader(), collected), i);
		}
		for (int round = 0; round < ROUNDS && left.size() > 1; round++) {
			System.gc();
			for (Reference<?> gone = collected.remove(PATIENCE_MILLIS / ROUNDS); gone != null; gone = collected
				.poll()) {
				left.remove(gone);
			}
		}
		left.values().remove(RESTARTS - 1);
		System.out.println("class loaders left: " + left.values());
		System.out.println("threads left: " + threads());
		System.exit(left.size());
	}

	private static List<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("census") || name.startsWith("heddle"))
			.toList();
	}

	private static ClassLoader runInNewLoader() throws Exception {
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		URL[] urls = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.map(Restarts::toUrl)
			.toArray(URL[]::new);
		try (URLClassLoader loader = new ApplicationFirst(urls, before)) {
			thread.setContextClassLoader(loader);
			Class.forName("io.heddle.autoconfigure.pipeline.RestartedApplication", true, loader)
				.getMethod("runAndClose")
				.invoke(null);
			return loader;
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	private static URL toUrl(String path) {
		try {
			return Path.of(path).toUri().toURL();
		}
		catch (MalformedURLException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	/** Loads the product and the application itself and leaves the rest to its parent. */
	private static final class ApplicationFirst extends URLClassLoader {

		ApplicationFirst(URL[] urls, ClassLoader parent) {
			super(urls, parent);
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			if (!name.startsWith("io.heddle.")) {
				return super.loadClass(name, resolve);
			}
			synchronized (getClassLoadingLock(name)) {
				Class<?> loaded = findLoadedClass(name);
				return (loaded != null) ? loaded : findClass(name);
			}
		}

	}

}
