package io.heddle.worker;

import java.io.IOException;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * What a child does with the frames that it is sent. For one thread.
 */
final class ChildTasks {

	private final ChildSettings settings;

	private final Frames frames;

	private final Parcels parcels;

	private final @Nullable ClassLoader loader;

	private final BoundExecutor executor = new BoundExecutor();

	ChildTasks(ChildSettings settings, Frames frames, @Nullable ClassLoader loader) {
		this.settings = settings;
		this.frames = frames;
		this.parcels = new Parcels(settings.types(), settings.maxFrame(), loader);
		this.loader = loader;
	}

	void accept(Frame frame) throws IOException {
		switch (frame.type()) {
			case BIND -> bind(frame.body());
			case RUN -> run(frame.body());
			default -> throw new FrameException("A child does not expect %s".formatted(frame.type()));
		}
	}

	private void bind(byte[] body) {
		try {
			List<?> parts = (List<?>) Objects.requireNonNull(this.parcels.unpack(body));
			Class<?> type = ClassUtils.forName((String) parts.get(0), this.loader);
			if (!this.settings.types().allows(type)) {
				throw new IllegalArgumentException(AllowedTypes.refusal(type));
			}
			this.executor.bind(type, ((List<?>) parts.get(1)).toArray());
		}
		catch (Throwable ex) {
			this.executor.bind(ex);
		}
	}

	private void run(byte[] body) throws IOException {
		byte[] result;
		try {
			WorkerTask<?> task = (WorkerTask<?>) Objects.requireNonNull(unpack(body));
			result = pack(this.executor.run(task));
		}
		catch (Throwable ex) {
			this.frames.write(FrameType.FAILURE, RemoteFailure.of(ex, this.parcels).toBytes(this.settings.maxFrame()));
			return;
		}
		this.frames.write(FrameType.RESULT, result);
	}

	private @Nullable Object unpack(byte[] body) {
		try {
			return this.parcels.unpack(body);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("A task of worker '%s' was refused by its child: %s"
				.formatted(this.settings.name(), ex.getMessage()), ex);
		}
	}

	private byte[] pack(@Nullable Object result) {
		try {
			return this.parcels.pack(result);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("The result of a task of worker '%s' cannot travel: %s"
				.formatted(this.settings.name(), ex.getMessage()), ex);
		}
	}

}
