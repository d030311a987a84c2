package io.heddle.autoconfigure.pipeline;

import java.util.List;

import io.heddle.pipeline.BatchBackend;

/**
 * Takes batches of text.
 */
public class Batches implements BatchBackend<String> {

	@Override
	public void process(List<String> items) {
	}

}
