package io.heddle.thread;

enum PlatformThreadSource implements ThreadSource {

	INSTANCE;

	@Override
	public ThreadMode mode() {
		return ThreadMode.PLATFORM;
	}

	@Override
	public Thread newThread(String name, Runnable body) {
		Thread thread = new Thread(null, body, name, 0, false);
		thread.setDaemon(true);
		return thread;
	}

}
