package io.heddle.pipeline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

import io.heddle.buffer.Buffer;
import io.heddle.buffer.Inlet;
import io.heddle.buffer.Outlet;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Links like those of a durable queue: they note what is acknowledged, and accept items
 * only when a test says so. One for each stage with an input.
 */
final class RecordingLinks implements LinkProvider {

	private final Map<String, RecordingLink> links = new ConcurrentHashMap<>();

	private final boolean firstTakesNothing;

	RecordingLinks() {
		this(false);
	}

	/** Links whose first consumer may get none of the items. */
	RecordingLinks(boolean firstTakesNothing) {
		this.firstTakesNothing = firstTakesNothing;
	}

	@Override
	public Link<Object> open(String pipeline, StageSpec consumer) {
		RecordingLink link = new RecordingLink(this.firstTakesNothing);
		this.links.put(consumer.name(), link);
		return link;
	}

	/** What the threads of that stage have acknowledged, in order. */
	List<Acknowledgement> acknowledged(String stage) {
		return List.copyOf(link(stage).acknowledgements);
	}

	/** The items that the threads of that stage have acknowledged, in order. */
	List<Object> acknowledgedItems(String stage) {
		return acknowledged(stage).stream().flatMap((ack) -> ack.items().stream()).toList();
	}

	private RecordingLink link(String stage) {
		return Objects.requireNonNull(this.links.get(stage), stage);
	}

	/**
	 * One call of {@link Inlet#acknowledge}.
	 *
	 * @param items what was taken since the last call
	 * @param outputs the promise that came with it
	 */
	record Acknowledgement(List<Object> items, @Nullable CompletionStage<?> outputs) {

		/** The outputs that the promise is about. */
		List<Object> covered() {
			return ((Promise) Objects.requireNonNull(this.outputs)).covered;
		}

		boolean isPending() {
			return this.outputs instanceof Promise promise && !promise.isDone();
		}

	}

	/** Will be kept when everything that was put before is safe. */
	private static final class Promise extends CompletableFuture<Void> {

		private final List<Object> covered;

		Promise(List<Object> covered) {
			this.covered = covered;
		}

	}

	private static final class RecordingLink implements Link<Object> {

		private final Buffer<Object> buffer = new Buffer<>(64, Ticker.system());

		/** What the first consumer takes from if it takes nothing. */
		private final Buffer<Object> empty = new Buffer<>(1, Ticker.system());

		private final List<Acknowledgement> acknowledgements = Collections.synchronizedList(new ArrayList<>());

		private boolean nextTakesNothing;

		RecordingLink(boolean firstTakesNothing) {
			this.nextTakesNothing = firstTakesNothing;
		}

		@Override
		public Outlet<Object> outlet() {
			return new RecordingOutlet(this.buffer.outlet());
		}

		@Override
		public Inlet<Object> inlet() {
			Inlet<Object> inlet = this.buffer.inlet();
			if (this.nextTakesNothing) {
				this.nextTakesNothing = false;
				inlet = this.empty.inlet();
			}
			return new RecordingInlet(inlet, this.acknowledgements);
		}

		@Override
		public void close() {
			this.buffer.close();
			this.empty.close();
		}

		@Override
		public void seal() {
			this.buffer.seal();
			this.empty.seal();
		}

		@Override
		public void abort() {
			this.buffer.abort();
			this.empty.abort();
		}

		@Override
		public List<Object> removeRemaining() {
			return this.buffer.removeRemaining();
		}

		@Override
		public int size() {
			return this.buffer.size();
		}

		@Override
		public int capacity() {
			return this.buffer.capacity();
		}

	}

	/** Promises that what was put will be safe, and keeps no promise. */
	private static final class RecordingOutlet implements Outlet<Object> {

		private final Outlet<Object> outlet;

		private final List<Object> put = new ArrayList<>();

		RecordingOutlet(Outlet<Object> outlet) {
			this.outlet = outlet;
		}

		@Override
		public void put(Object item) throws InterruptedException {
			this.outlet.put(item);
			this.put.add(item);
		}

		@Override
		public CompletionStage<?> accepted() {
			return new Promise(List.copyOf(this.put));
		}

		@Override
		public long waitedNanos() {
			return this.outlet.waitedNanos();
		}

		@Override
		public boolean isWaiting() {
			return this.outlet.isWaiting();
		}

		@Override
		public void close() {
			this.outlet.close();
		}

	}

	private static final class RecordingInlet implements Inlet<Object> {

		private final Inlet<Object> inlet;

		private final List<Acknowledgement> acknowledgements;

		private final List<Object> taken = new ArrayList<>();

		private boolean left;

		RecordingInlet(Inlet<Object> inlet, List<Acknowledgement> acknowledgements) {
			this.inlet = inlet;
			this.acknowledgements = acknowledgements;
		}

		@Override
		public @Nullable Object take(long maxNanos) throws InterruptedException {
			Object item = this.inlet.take(maxNanos);
			if (item != null) {
				this.taken.add(item);
			}
			return item;
		}

		@Override
		public void acknowledge(@Nullable CompletionStage<?> outputs) {
			assertThat(this.left).as("acknowledged after it has left").isFalse();
			this.acknowledgements.add(new Acknowledgement(List.copyOf(this.taken), outputs));
			this.taken.clear();
		}

		@Override
		public boolean isEnded() {
			return this.inlet.isEnded();
		}

		@Override
		public void wakeup() {
			this.inlet.wakeup();
		}

		@Override
		public boolean tryLeave() {
			this.left = this.inlet.tryLeave();
			return this.left;
		}

		@Override
		public List<Object> abandon() {
			this.left = true;
			return this.inlet.abandon();
		}

		@Override
		public long waitedNanos() {
			return this.inlet.waitedNanos();
		}

		@Override
		public boolean isWaiting() {
			return this.inlet.isWaiting();
		}

	}

}
