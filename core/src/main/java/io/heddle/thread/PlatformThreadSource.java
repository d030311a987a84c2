package io.heddle.thread;

enum PlatformThreadSource implements ThreadSource {

	INSTANCE;

	@Override
	public ThreadMode mode() {
		return ThreadMode.PLATFORM;
	}

	@Override
	public Thread newThread(String name, Runnable body) {
		Thread thread = new Thread(body, name);
		thread.setDaemon(true);
		return thread;
	}

}
