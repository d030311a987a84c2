package io.heddle.pipeline;

/**
 * A run of a pipeline has failed. The cause is the first failure; later ones are
 * suppressed exceptions of the cause.
 */
public class PipelineException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String pipeline;

	public PipelineException(String pipeline, String message, Throwable cause) {
		super(message, cause);
		this.pipeline = pipeline;
	}

	/** The name of the pipeline. */
	public String getPipeline() {
		return this.pipeline;
	}

}
