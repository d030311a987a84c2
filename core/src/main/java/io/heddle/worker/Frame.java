package io.heddle.worker;

/**
 * What travels between a worker and its child at once.
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Frame(FrameType type, byte[] body) {

}
