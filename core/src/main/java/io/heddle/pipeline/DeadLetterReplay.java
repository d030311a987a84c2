package io.heddle.pipeline;

/**
 * Hands one letter back to its stage. The letter has left the store before, so that two
 * replays at once cannot double it; it returns to the store when nobody takes it.
 */
final class DeadLetterReplay {

	private DeadLetterReplay() {
	}

	static int replay(DeadLetters store, DeadLetter letter, Pipeline pipeline) {
		try {
			pipeline.offer(letter.stage(), letter.item());
			return 1;
		}
		catch (RuntimeException | Error ex) {
			putBack(store, letter, ex);
			throw ex;
		}
	}

	private static void putBack(DeadLetters store, DeadLetter letter, Throwable reason) {
		try {
			store.putBack(letter);
		}
		catch (RuntimeException ex) {
			reason.addSuppressed(ex);
		}
	}

}
