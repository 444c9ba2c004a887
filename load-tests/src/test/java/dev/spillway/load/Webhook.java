package dev.spillway.load;

/**
 * One POST.
 *
 * @param first number of its first event
 * @param count of its events
 * @param body its bytes; nobody changes them
 */
@SuppressWarnings("ArrayRecordComponent")
record Webhook(int first, int count, byte[] body, String signature) {}
