package io.heddle.autoconfigure.pipeline;

import java.util.function.Consumer;
import java.util.function.Supplier;

import io.heddle.pipeline.Stage;
import io.heddle.pipeline.StageKind;

import org.springframework.core.ResolvableType;

/**
 * One item of a flow: a bean or a class that is a stage.
 *
 * @param name the name of the stage
 * @param kind its kind
 * @param type its type with as many generics as are known
 * @param shared whether one instance serves all its threads
 * @param instances gives the one instance, or a new one for each thread
 * @param release takes the instance of a thread back at its end
 */
record FlowStage(String name, StageKind kind, ResolvableType type, boolean shared, Supplier<Stage> instances,
		Consumer<Stage> release) {

	/** What it takes, if it takes anything and that is known. */
	ResolvableType input() {
		return this.kind.hasInput() ? generic(0) : ResolvableType.NONE;
	}

	/** What it emits, if it emits anything and that is known. */
	ResolvableType output() {
		return this.kind.hasOutput() ? generic((this.kind == StageKind.FRONTEND) ? 0 : 1) : ResolvableType.NONE;
	}

	private ResolvableType generic(int index) {
		return this.type.as(this.kind.type()).getGeneric(index);
	}

	/** Its kind as its interface is called. */
	String kindName() {
		return this.kind.type().getSimpleName();
	}

}
