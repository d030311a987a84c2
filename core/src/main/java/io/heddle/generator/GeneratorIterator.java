package io.heddle.generator;

import java.lang.ref.Reference;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * One consumer. It keeps the generator from becoming garbage.
 */
final class GeneratorIterator<T extends @Nullable Object> implements Iterator<T> {

	private final BackgroundGenerator<T> generator;

	private final Production production;

	/** Taken to know whether there is one. */
	private @Nullable Object next;

	private boolean ended;

	GeneratorIterator(BackgroundGenerator<T> generator, Production production) {
		this.generator = generator;
		this.production = production;
	}

	@Override
	public boolean hasNext() {
		if (this.next == null && take()) {
			this.production.handOff().keep();
		}
		return this.next != null;
	}

	@Override
	@SuppressWarnings({ "unchecked", "NullAway" }) // what was emitted, null if that was
	public T next() {
		if (this.next == null && !take()) {
			throw new NoSuchElementException("Generator '%s' has no more items".formatted(this.production.name()));
		}
		Object taken = Objects.requireNonNull(this.next);
		this.next = null;
		this.production.consumed();
		return (T) Production.itemOf(taken);
	}

	/** Once there is none any more, whoever looked first is told why. */
	private boolean take() {
		if (this.ended) {
			return false;
		}
		try {
			this.next = this.production.take();
		}
		finally {
			Reference.reachabilityFence(this.generator);
		}
		if (this.next == null) {
			this.ended = true;
			this.production.throwIfCut();
		}
		return this.next != null;
	}

}
