package io.heddle.pipeline;

/**
 * Gives one item to a stage, whatever its kind, and its outputs to the emitter. Called
 * again when the item is retried.
 */
@FunctionalInterface
interface ItemProcessor {

	/**
	 * Processes the item.
	 * @return false if it was filtered out
	 */
	boolean process(Object item) throws Exception;

	@SuppressWarnings("unchecked")
	static ItemProcessor of(StageKind kind, Stage stage, StageEmitter emitter, ServiceSampler sampler) {
		return switch (kind) {
			case TRANSPORT -> new OneToOne((Transport<Object, Object>) stage, emitter, sampler);
			case FLAT_TRANSPORT -> new OneToMany((FlatTransport<Object, Object>) stage, emitter, sampler);
			case BACKEND -> new Last((Backend<Object>) stage, sampler);
			case FRONTEND, BATCH_BACKEND -> throw new IllegalArgumentException(kind + " has a loop of its own");
		};
	}

	/** Calls a {@link Transport}. */
	record OneToOne(Transport<Object, Object> stage, StageEmitter emitter,
			ServiceSampler sampler) implements ItemProcessor {

		@Override
		public boolean process(Object item) throws Exception {
			long began = this.sampler.begin();
			Object result = this.stage.transport(item);
			this.sampler.end(began);
			if (result == null) {
				return false;
			}
			this.emitter.pass(result);
			return true;
		}

	}

	/**
	 * Calls a {@link FlatTransport}; its service time leaves out waits in the emitter.
	 */
	record OneToMany(FlatTransport<Object, Object> stage, StageEmitter emitter,
			ServiceSampler sampler) implements ItemProcessor {

		@Override
		public boolean process(Object item) throws Exception {
			long before = this.emitter.emitted();
			long began = this.sampler.begin();
			this.stage.transport(item, this.emitter);
			this.sampler.endWithWaits(began);
			return this.emitter.emitted() != before;
		}

	}

	/** Calls a {@link Backend}. */
	record Last(Backend<Object> stage, ServiceSampler sampler) implements ItemProcessor {

		@Override
		public boolean process(Object item) throws Exception {
			long began = this.sampler.begin();
			this.stage.process(item);
			this.sampler.end(began);
			return true;
		}

	}

}
