package io.heddle.annotation;

import io.heddle.background.Background;

/**
 * The callbacks that {@link Background} may name.
 */
enum CallbackKind {

	SUCCESS("onSuccess"),

	FAIL("onFail"),

	END("onEnd");

	private final String attribute;

	CallbackKind(String attribute) {
		this.attribute = attribute;
	}

	String attribute() {
		return this.attribute;
	}

	String in(Background settings) {
		return switch (this) {
			case SUCCESS -> settings.onSuccess();
			case FAIL -> settings.onFail();
			case END -> settings.onEnd();
		};
	}

}
