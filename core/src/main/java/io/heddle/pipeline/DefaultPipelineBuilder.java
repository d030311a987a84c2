package io.heddle.pipeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.thread.ThreadMode;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * Collects definitions and settings side by side; {@link PipelineShape} judges them.
 */
final class DefaultPipelineBuilder<T> implements Pipeline.Builder<T> {

	private final String name;

	private final List<StageDefinition> definitions = new ArrayList<>();

	private final List<StageSpec> specs = new ArrayList<>();

	private final Map<String, Object> runtimeContext = new HashMap<>();

	private ThreadMode mode = PipelineSpec.DEFAULT_MODE;

	private boolean autoStart = PipelineSpec.DEFAULT_AUTO_START;

	private @Nullable ConfigSource config;

	private @Nullable DeadLetters deadLetters;

	private FatalErrorHandler fatalErrors = FatalErrorHandler.logging();

	private @Nullable LinkProvider links;

	private Ticker ticker = Ticker.system();

	DefaultPipelineBuilder(String name) {
		this.name = name;
	}

	@Override
	public <O> Pipeline.Builder<O> from(Frontend<O> frontend, UnaryOperator<StageSpec> spec) {
		return add(StageKind.FRONTEND, frontend, spec);
	}

	@Override
	public <O> Pipeline.Builder<O> via(Transport<? super T, ? extends O> transport, UnaryOperator<StageSpec> spec) {
		return add(StageKind.TRANSPORT, transport, spec);
	}

	@Override
	public <O> Pipeline.Builder<O> viaFlat(FlatTransport<? super T, O> transport, UnaryOperator<StageSpec> spec) {
		return add(StageKind.FLAT_TRANSPORT, transport, spec);
	}

	@Override
	public Pipeline.Builder<T> to(Backend<? super T> backend, UnaryOperator<StageSpec> spec) {
		return add(StageKind.BACKEND, backend, spec);
	}

	@Override
	public Pipeline.Builder<T> toBatch(BatchBackend<? super T> backend, UnaryOperator<StageSpec> spec) {
		return add(StageKind.BATCH_BACKEND, backend, spec);
	}

	private <O> Pipeline.Builder<O> add(StageKind kind, Stage stage, UnaryOperator<StageSpec> spec) {
		StageSpec defaults = StageSpec.named(StageNames.defaultName(kind, stage.getClass(), this.specs));
		return stage(kind, () -> stage, spec.apply(defaults));
	}

	@Override
	@SuppressWarnings("unchecked")
	public <O> Pipeline.Builder<O> stage(StageKind kind, Supplier<? extends Stage> instances, Consumer<Stage> release,
			StageSpec spec) {
		this.definitions.add(new StageDefinition(kind, instances, release));
		this.specs.add(spec);
		return (Pipeline.Builder<O>) this;
	}

	@Override
	public Pipeline.Builder<T> config(Object config) {
		return config((config instanceof ConfigSource source) ? source : ConfigSource.of(config));
	}

	@Override
	public Pipeline.Builder<T> config(ConfigSource config) {
		this.config = config;
		return this;
	}

	@Override
	public Pipeline.Builder<T> runtimeContext(Map<String, ?> context) {
		this.runtimeContext.putAll(context);
		return this;
	}

	@Override
	public Pipeline.Builder<T> mode(ThreadMode mode) {
		this.mode = mode;
		return this;
	}

	@Override
	public Pipeline.Builder<T> deadLetters(DeadLetters deadLetters) {
		this.deadLetters = deadLetters;
		return this;
	}

	@Override
	public Pipeline.Builder<T> fatalErrors(FatalErrorHandler fatalErrors) {
		this.fatalErrors = fatalErrors;
		return this;
	}

	@Override
	public Pipeline.Builder<T> links(LinkProvider links) {
		this.links = links;
		return this;
	}

	@Override
	public Pipeline.Builder<T> autoStart(boolean autoStart) {
		this.autoStart = autoStart;
		return this;
	}

	@Override
	public Pipeline.Builder<T> ticker(Ticker ticker) {
		this.ticker = ticker;
		return this;
	}

	@Override
	public Pipeline build() {
		PipelineSpec spec = new PipelineSpec(this.name, this.mode, this.autoStart, this.config, this.specs);
		PipelineShape.check(spec, this.definitions);
		DeadLetters letters = this.deadLetters;
		LinkProvider provider = this.links;
		Ticker clock = this.ticker;
		PipelineParts parts = new PipelineParts(List.copyOf(this.definitions), Map.copyOf(this.runtimeContext),
				(letters != null) ? letters : DeadLetters.inMemory(DeadLetters.DEFAULT_CAPACITY), this.fatalErrors,
				(provider != null) ? provider : (pipeline, consumer) -> new BufferLink(consumer, clock), clock);
		return new DefaultPipeline(spec, parts);
	}

}
