package io.heddle.worker;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.heddle.activity.SafeLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs jobs in a child, and starts another one when that has ended.
 */
final class ChildDoer implements Doer {

	/** How long a child may take to be ready. */
	static final Duration START_LIMIT = Duration.ofSeconds(60);

	/** After so many in a row that cannot be started nobody waits for the next one. */
	static final int HOPELESS = 5;

	private static final Logger logger = LoggerFactory.getLogger(WorkerProcess.class);

	private final LaneParts parts;

	private final Restarts restarts;

	private volatile @Nullable Child child;

	/** What the present child has been bound to. */
	private @Nullable Binding bound;

	/** Tasks of the present child. */
	private final AtomicLong tasks = new AtomicLong();

	private boolean startedBefore;

	/** How many in a row could not be started. */
	private int failedStarts;

	/** Whether its end was wanted. */
	private volatile boolean wasCutOff;

	private volatile DoerState state = DoerState.STARTING;

	private final Shortage shortage;

	ChildDoer(LaneParts parts) {
		this.parts = parts;
		this.shortage = new Shortage(parts);
		this.restarts = new Restarts(parts.spec().restartBackoff(), parts.ticker());
	}

	@Override
	public boolean prepare(LaneRun lane) {
		while (lane.goesOn()) {
			Child present = this.child;
			if (present == null) {
				if (lane.isBusy() && this.failedStarts >= HOPELESS) {
					return false; // its job has left the queue
				}
				if (mayStart(lane)) {
					start(lane);
				}
			}
			else if (!present.isAlive()) {
				lost(present, "A child of worker '%s'".formatted(name()), null);
			}
			else if (isWornOut()) {
				this.child = null;
				present.end();
			}
			else {
				this.state = DoerState.IDLE;
				return true;
			}
		}
		return false;
	}

	private String name() {
		return this.parts.spec().name();
	}

	private boolean isWornOut() {
		int most = this.parts.spec().maxTasksPerChild();
		return most > 0 && this.tasks.get() >= most;
	}

	/** <b>Waits</b> for a moment if it is too early; the caller looks again then. */
	private boolean mayStart(LaneRun lane) {
		long until = this.restarts.nextNanos();
		if (until - this.parts.ticker().nanos() <= 0) {
			return true;
		}
		this.state = DoerState.RESTING;
		this.shortage.rest(lane, until);
		return false;
	}

	private void start(LaneRun lane) {
		this.state = DoerState.STARTING;
		Child made;
		try {
			made = Child.start(this.parts.spec(), this.parts.threads(), this.parts.ticker());
		}
		catch (Throwable ex) {
			failedToStart(lane, new WorkerCrashedException("it could not be started", 0, -1), ex);
			return;
		}
		this.child = made;
		try {
			greet(made, lane);
			started(made, lane);
		}
		catch (Throwable ex) {
			this.child = null;
			int code = made.bury();
			if (!lane.isToEnd()) {
				failedToStart(lane,
						new WorkerCrashedException(
								"it has ended with exit code %d and said '%s'".formatted(code, made.firstLines()),
								made.pid(), code),
						ex);
			}
		}
	}

	private void greet(Child made, LaneRun lane) throws IOException {
		TaskLimits.Limit limit = this.parts.limits()
			.set(this.parts.ticker().nanos() + START_LIMIT.toNanos(), made::kill);
		try {
			if (lane.isToEnd()) {
				made.kill(); // whoever has ended the lane has not seen it
			}
			made.greet(new ChildSettings(name(), this.parts.spec().maxFrameSize(),
					new AllowedTypes(this.parts.spec().allowedTypes())));
		}
		finally {
			limit.cancel();
		}
	}

	private void started(Child made, LaneRun lane) {
		if (this.startedBefore) {
			this.parts.counts().restarted();
		}
		this.startedBefore = true;
		this.wasCutOff = false;
		this.tasks.set(0);
		this.bound = null;
		this.failedStarts = 0;
		this.shortage.end(lane);
		made.whenEnded(() -> lane.childEnded(made, () -> this.child == made));
	}

	private void failedToStart(LaneRun lane, WorkerCrashedException end, Throwable failure) {
		String trouble = "no child of worker '%s' can be started: %s".formatted(name(), end.getMessage());
		this.shortage.begin(lane, trouble);
		this.restarts.crashed();
		this.failedStarts++;
		this.parts.errors().child(new IOException(trouble, failure));
		if (this.failedStarts >= HOPELESS) {
			this.shortage
				.failAll(lane,
						(errand) -> new WorkerCrashedException(
								"%s was not begun, %d starts in a row have failed: %s; look at 'jvm-args' and 'heap'"
									.formatted(describe(errand), this.failedStarts, trouble),
								end.pid(), end.exitCode()));
		}
	}

	@Override
	public @Nullable Answer run(Job job) {
		Child present = this.child;
		byte[] image;
		try {
			image = job.parcel().packed();
		}
		catch (RuntimeException ex) {
			return Answer.failed(ex);
		}
		if (present == null) {
			return null;
		}
		this.state = DoerState.BUSY;
		try {
			bind(present);
			present.send(FrameType.RUN, image);
		}
		catch (IOException ex) {
			lost(present, "A child of worker '%s'".formatted(name()), ex);
			return null; // the last byte is missing, so it has not begun
		}
		return receive(present, job);
	}

	private void bind(Child present) throws IOException {
		Binding binding = this.parts.binding().get();
		if (binding == null || binding == this.bound) {
			return;
		}
		this.bound = binding;
		byte[] image;
		try {
			image = binding.pack(this.parts.parcels());
		}
		catch (IllegalArgumentException ex) {
			this.parts.errors().child(ex);
			return;
		}
		present.send(FrameType.BIND, image);
	}

	private Answer receive(Child present, Job job) {
		Frame frame;
		try {
			frame = present.receive();
			if (frame != null && frame.type() == FrameType.FAILURE) {
				done();
				return Answer.failed(RemoteFailure.of(frame.body()).toException(this.parts.parcels()));
			}
			if (frame != null && frame.type() != FrameType.RESULT) {
				throw new FrameException("A worker does not expect %s".formatted(frame.type()));
			}
		}
		catch (IOException ex) {
			return Answer.failed(lost(present, describe(job), ex));
		}
		if (frame == null) {
			return Answer.failed(lost(present, describe(job), null));
		}
		done();
		return result(frame, job);
	}

	private String describe(Job job) {
		return "%s of worker '%s'".formatted(job.describe(), name());
	}

	private Answer result(Frame frame, Job job) {
		try {
			return Answer.of(this.parts.parcels().unpack(frame.body()));
		}
		catch (IllegalArgumentException ex) {
			return Answer.failed(new IllegalArgumentException(
					"The result of %s was refused: %s".formatted(describe(job), ex.getMessage()), ex));
		}
	}

	private void done() {
		this.tasks.incrementAndGet();
		this.restarts.succeeded();
		this.state = DoerState.IDLE;
	}

	/** A child has ended, or is not to be trusted any more. */
	private WorkerCrashedException lost(Child lost, String what, @Nullable IOException problem) {
		this.child = null;
		if (problem instanceof FrameException) {
			lost.kill();
		}
		int code = lost.bury();
		this.restarts.crashed();
		WorkerCrashedException crash = new WorkerCrashedException(ExitCode.describe(what, lost.pid(), code, problem),
				lost.pid(), code);
		if (problem != null) {
			crash.initCause(problem);
		}
		if (!this.wasCutOff) {
			SafeLog.log(() -> logger.warn("{}", crash.getMessage()));
		}
		return crash;
	}

	@Override
	public void cutOff() {
		Child present = this.child;
		this.wasCutOff = true;
		if (present != null) {
			present.kill();
		}
	}

	@Override
	public void close() {
		Child present = this.child;
		this.child = null;
		if (present != null) {
			present.end();
		}
		this.state = DoerState.ENDED;
	}

	@Override
	public DoerState state() {
		return this.state;
	}

	@Override
	public long pid() {
		Child present = this.child;
		return (present != null) ? present.pid() : 0;
	}

	@Override
	public WorkerProcessSnapshot.Child sight() {
		Child present = this.child;
		if (present == null) {
			return new WorkerProcessSnapshot.Child(0, this.state.word(), 0, null, null, null);
		}
		return new WorkerProcessSnapshot.Child(present.pid(), this.state.word(), this.tasks.get(), present.rss(),
				present.cpu(), present.startedAt());
	}

	@Override
	public @Nullable String trouble() {
		return this.shortage.why();
	}

}
