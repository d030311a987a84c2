package io.heddle.annotation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.heddle.background.Background;
import io.heddle.background.ThreadWrapper;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;

/**
 * An annotated method that has been checked.
 *
 * @param place the method
 * @param settings the annotation
 * @param threadParameter the index of the parameter that gets the handle, -1 if none does
 * @param callbacks the callbacks that it names
 */
record BackgroundMethod(Place place, Background settings, int threadParameter, Map<CallbackKind, Callback> callbacks) {

	private static final List<Class<?>> RETURN_TYPES = List.of(void.class, ThreadWrapper.class, Future.class,
			CompletableFuture.class, CompletionStage.class);

	/**
	 * Checks what can be seen of the method and its class.
	 * @throws BackgroundMistakeException if there is a mistake
	 */
	static BackgroundMethod of(Place place, Background settings) {
		if (!RETURN_TYPES.contains(place.method().getReturnType())) {
			throw place.wrongReturnType();
		}
		int thread = settings.giveThread() ? threadParameter(place) : -1;
		Map<CallbackKind, Callback> callbacks = new EnumMap<>(CallbackKind.class);
		for (CallbackKind kind : CallbackKind.values()) {
			String text = kind.in(settings);
			if (!text.isEmpty()) {
				Callback callback = new Callback(place, kind, text, resultType(place));
				callbacks.put(kind, callback);
				if (callback.bean() == null) {
					callback.find(place.type());
				}
			}
		}
		return new BackgroundMethod(place, settings, thread, callbacks);
	}

	private static int threadParameter(Place place) {
		Class<?>[] types = place.method().getParameterTypes();
		int[] indexes = IntStream.range(0, types.length).filter((i) -> types[i] == ThreadWrapper.class).toArray();
		if (indexes.length == 0) {
			throw place.noThreadParameter();
		}
		if (indexes.length > 1) {
			throw place.severalThreadParameters();
		}
		return indexes[0];
	}

	private static ResolvableType resultType(Place place) {
		return returnsNothing(place) ? ResolvableType.forClass(Void.class)
				: ResolvableType.forMethodReturnType(place.method(), place.type()).getGeneric(0);
	}

	private static boolean returnsNothing(Place place) {
		return place.method().getReturnType() == void.class;
	}

	String taskName() {
		return this.settings.name().isEmpty() ? this.place.method().getName() : this.settings.name();
	}

	/** What the caller gets. */
	@Nullable Object answer(ThreadWrapper<?> thread) {
		Class<?> type = this.place.method().getReturnType();
		if (type == void.class) {
			return null;
		}
		return type.isInstance(thread) ? thread : thread.toCompletableFuture();
	}

}
